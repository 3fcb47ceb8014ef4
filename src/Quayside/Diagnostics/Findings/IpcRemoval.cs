// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What <see cref="IpcInventory.Remove"/> did.</summary>
/// <param name="Before">What was there.</param>
/// <param name="After">What is there now.</param>
/// <param name="IsRefused">Whether nothing was removed because somebody is attached to the segment, and force was not given.</param>
public sealed record IpcRemoval(IpcEntry Before, IpcEntry After, bool IsRefused)
{
    /// <summary>Gets whether the segment that was there is gone.</summary>
    public bool IsSegmentRemoved => Before.Segment is { } before && After.Segment?.Id != before.Id;

    /// <summary>Gets whether the lock that was there is gone.</summary>
    public bool IsLockRemoved => Before.Lock is { } before && After.Lock?.Id != before.Id;
}
