// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Keyed.InProcess;

/// <summary>A block of this process as one of its users has it.</summary>
/// <param name="names">Where its name is.</param>
/// <param name="name">The name under which it was found.</param>
/// <param name="block">The block.</param>
/// <param name="region">The mapping.</param>
/// <param name="info">What was known of it when it was mapped.</param>
internal sealed class InProcessSegment(InProcessNames names, string name, InProcessBlock block, MappedRegion region, SegmentInfo info)
    : IpcSegment
{
    /// <inheritdoc/>
    public override MappedRegion Region => region;

    /// <inheritdoc/>
    public override SegmentInfo Info => info;

    /// <inheritdoc/>
    public override bool IsUnused
    {
        get
        {
            lock (names.Gate)
            {
                return names.Blocks.GetValueOrDefault(name) == block && block.Mappings == 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Remove()
    {
        lock (names.Gate)
        {
            if (IsUnused)
            {
                _ = names.TryRemove(name, block);
            }
        }
    }
}
