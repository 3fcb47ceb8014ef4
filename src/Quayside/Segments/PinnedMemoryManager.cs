// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Segments;

/// <summary>Backs <see cref="SharedMemory.AsMemory"/>: its pins are the segment's.</summary>
internal sealed class PinnedMemoryManager(SharedMemory memory, long offset, int length)
    : RegionMemoryManager(memory.Region, offset, length)
{
    /// <inheritdoc/>
    public override void Unpin() => memory.RemovePin();

    /// <inheritdoc/>
    protected override void AddPin() => memory.AddPin();
}
