// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A file of shared memory that this process has mapped.</summary>
/// <param name="path">The file.</param>
/// <param name="descriptor">The descriptor it is mapped from, which stays open as Qt's does: it answers who else is there.</param>
/// <param name="region">The mapping.</param>
/// <param name="identity">Which file it is.</param>
/// <param name="info">What is known of it.</param>
internal sealed class PosixSegment(string path, int descriptor, PosixRegion region, FileIdentity identity, SegmentInfo info) : IpcSegment
{
    private int _descriptor = descriptor;

    /// <inheritdoc/>
    public override MappedRegion Region => region;

    /// <inheritdoc/>
    public override SegmentInfo Info => info;

    /// <inheritdoc/>
    /// <remarks>After a replacement the name means somebody else's segment, and ours goes by itself.</remarks>
    public override bool IsUnused => _descriptor >= 0 && FileStatus.Means(path, identity) && WriteLease.IsAlonePatiently(_descriptor);

    /// <inheritdoc/>
    public override void Remove() => _ = _descriptor >= 0 && WriteLease.TryRemove(path, identity, _descriptor);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        var open = Interlocked.Exchange(ref _descriptor, -1);
        if (open >= 0)
        {
            _ = LibC.close(open);
        }
    }
}
