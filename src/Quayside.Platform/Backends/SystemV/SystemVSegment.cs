// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Platform.Backends.SystemV;

/// <summary>A System V segment that this process has attached.</summary>
/// <param name="region">The mapping.</param>
/// <param name="info">What the kernel says of it.</param>
/// <param name="key">The System V key under which it was found.</param>
/// <param name="path">The key file.</param>
internal sealed class SystemVSegment(SystemVRegion region, SegmentInfo info, int key, string path) : IpcSegment
{
    /// <inheritdoc/>
    public override MappedRegion Region => region;

    /// <inheritdoc/>
    public override SegmentInfo Info => info;

    /// <inheritdoc/>
    /// <remarks>Asked by id rather than by key, as Qt does: after a replacement the key names somebody else's segment.</remarks>
    public override bool IsUnused => SystemVCalls.TryStat(info.Id, out var now).Succeeded && now.IsOrphan;

    /// <inheritdoc/>
    /// <remarks>Segment first, key file second, as in Qt (qsharedmemory_systemv.cpp).</remarks>
    public override void Remove()
    {
        _ = SystemVCalls.Remove(info.Id);
        KeyFile.Remove(path, SystemVBackend.Project, key);
    }
}
