// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>What can be seen of a segment from outside, without attaching or locking: if two stamps differ, something happened in between.</summary>
/// <param name="Exists">Whether a segment is there.</param>
/// <param name="SegmentId">Which segment it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="LockId">Which lock it is.</param>
/// <param name="LockTime">When the lock was last taken or given back, in seconds since 1970; 0 when never.</param>
/// <param name="LockProcess">The id of the process that did so.</param>
internal readonly record struct SegmentIdentity(bool Exists, long SegmentId, long Size, long LockId, long LockTime, int LockProcess)
{
    /// <summary>
    /// Gets how often this process has used locks, from a count of the layer above: the kernel's clock counts whole seconds, and tells
    /// processes apart but not the uses of one.
    /// </summary>
    public long UsesHere { get; init; }
}
