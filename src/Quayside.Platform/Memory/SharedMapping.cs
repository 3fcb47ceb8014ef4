// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Memory;

/// <summary>Pages of a segment, mapped until the garbage collector finds that nobody can look at them any more.</summary>
/// <remarks>
/// Never unmapped by hand: an operation of another thread may be at work on them, and counting operations would cost more than the
/// operations. What an unreachable mapping keeps is address space, and memory only while the segment is there for others too.
/// </remarks>
internal abstract class SharedMapping : SafeHandle
{
    /// <summary>Takes over pages.</summary>
    /// <param name="address">Where they are mapped.</param>
    /// <param name="length">How many bytes, at least 8.</param>
    protected SharedMapping(nint address, long length)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, sizeof(ulong));
        Length = length;
        SetHandle(address);
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
        GC.RemoveMemoryPressure(Length);
        return Unmap(handle);
    }

    /// <summary>Unmaps the pages.</summary>
    protected abstract bool Unmap(nint address);
}
