// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>A System V segment that this process has attached.</summary>
/// <param name="region">The mapping.</param>
/// <param name="info">What the kernel says of it.</param>
/// <param name="name">The name under which it was found.</param>
internal sealed class SystemVSegment(SystemVRegion region, SegmentInfo info, SystemVName name) : IpcSegment
{
    /// <inheritdoc/>
    public override MappedRegion Region => region;

    /// <inheritdoc/>
    public override SegmentInfo Info => info;

    /// <inheritdoc/>
    /// <remarks>Asked by id rather than by key, as Qt does: after a replacement the key names somebody else's segment.</remarks>
    public override bool IsUnused => SystemVCalls.TryStat((int)info.Id, out var now).Succeeded && now.IsOrphan;

    /// <inheritdoc/>
    /// <remarks>
    /// Segment first, key file second, as in Qt (qsharedmemory_systemv.cpp). A segment that is another user's stays, and its key file with
    /// it, or nobody could ever find it again.
    /// </remarks>
    public override void Remove()
    {
        if (SystemVCalls.Remove((int)info.Id).Succeeded)
        {
            KeyFile.Remove(name.Path, name.Project, name.Key);
        }
    }
}
