// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace Quayside.Platform.Memory;

/// <summary>Lets APIs that take <see cref="Memory{T}"/> work on a part of a mapped region.</summary>
/// <remarks>
/// Thread-safe. A span taken from it is valid until the region is unmapped; a <see cref="MemoryHandle"/> puts that off.
/// </remarks>
internal abstract class RegionMemoryManager(MappedRegion region, long offset, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override unsafe Span<byte> GetSpan() =>
        new(region.Locate(offset, length), length); // Holds: Locate checks bounds and that the region is open.

    /// <inheritdoc/>
    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
        AddPin();
        try
        {
            // Holds: the pin just taken keeps the region mapped until Unpin.
            return new MemoryHandle(region.Locate(offset + elementIndex, length - elementIndex), pinnable: this);
        }
        catch
        {
            Unpin();
            throw;
        }
    }

    /// <summary>Keeps the region mapped; throws when it is closing.</summary>
    protected abstract void AddPin();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
