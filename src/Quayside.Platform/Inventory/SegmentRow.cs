// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Inventory;

/// <summary>What the system lists of a segment.</summary>
/// <param name="Id">The system's number of the segment; one that is made anew has another one.</param>
/// <param name="Number">The System V key, 0 when it is private or has been removed; null for other mechanisms.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="AttachCount">How often it is attached, or null when it is in use and the system does not count.</param>
/// <param name="CreatorProcess">Who made it, or 0 when the system does not tell.</param>
/// <param name="LastProcess">Who attached or detached last, or 0 when nobody has or the system does not tell.</param>
/// <param name="OwnerUser">The user id it belongs to.</param>
/// <param name="Mode">Its mode, with Quayside's mark if it has one.</param>
internal sealed record SegmentRow(
    long Id, int? Number, long Size, long? AttachCount, int CreatorProcess, int LastProcess, uint OwnerUser, int Mode)
{
    /// <summary>Gets whether Quayside made it rather than Qt; null where the system has no mark for that.</summary>
    public bool? IsOurs { get; init; }

    /// <summary>Gets when it was made, or last given other rights.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Gets when somebody last attached or detached, or null when nobody has or the system does not tell.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>Gets how much of it is in memory or swapped out, in bytes, or null when the system does not tell.</summary>
    public long? Resident { get; init; }
}
