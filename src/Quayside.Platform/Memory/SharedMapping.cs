// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Memory;

/// <summary>Pages of a segment, at addresses that stay mapped until the garbage collector finds that nobody can look at them any more.</summary>
/// <remarks>
/// Never unmapped by hand: an operation of another thread may be at work on them, and counting operations would cost more than the
/// operations. Where the system can replace pages in one step, whoever leaves the segment gives its memory back at once nevertheless.
/// </remarks>
internal abstract class SharedMapping : SafeHandle
{
    private long _pressure;

    /// <summary>Takes over pages.</summary>
    /// <param name="address">Where they are mapped.</param>
    /// <param name="length">How many bytes, at least 8.</param>
    protected SharedMapping(nint address, long length)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, sizeof(ulong));
        Length = length;
        SetHandle(address);
        _pressure = length;
        GC.AddMemoryPressure(length);
    }

    /// <summary>Gets where the pages are. For use beside a reference to this object alone, which keeps them mapped.</summary>
    public nint Start => handle;

    /// <summary>Gets the length in bytes.</summary>
    public long Length { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Relieve();
        return Unmap(handle);
    }

    /// <summary>Tells the collector, once, that the mapping holds no memory any more.</summary>
    protected void Relieve()
    {
        if (Interlocked.Exchange(ref _pressure, 0) is var pressure and not 0)
        {
            GC.RemoveMemoryPressure(pressure);
        }
    }

    /// <summary>Unmaps the pages.</summary>
    protected abstract bool Unmap(nint address);
}
