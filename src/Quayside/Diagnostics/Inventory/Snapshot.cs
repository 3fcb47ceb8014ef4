// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Inventory;
using Quayside.Platform.Keyed;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Turns what the platform lists into what the public sees.</summary>
internal static class Snapshot
{
    /// <summary>Describes a segment.</summary>
    public static SegmentStatus? Of(SegmentRow? row) => row is null ? null : new SegmentStatus
    {
        Id = row.Id,
        Size = row.Size,
        AttachCount = row.AttachCount,
        SystemVKey = row.Number,
        Creator = ProcessStatus.Of(row.CreatorProcess),
        LastUser = ProcessStatus.Of(row.LastProcess),
        Made = row.Made,
        Used = row.Used,
        OwnerId = row.OwnerUser,
        OwnerName = UserDatabase.NameOf(row.OwnerUser),
        Mode = Rights(row.Mode),
        IsMadeByQuayside = row.IsOurs,
    };

    /// <summary>Describes a semaphore that is a lock.</summary>
    public static LockStatus? Of(SemaphoreRow? row) => row is null ? null : new LockStatus
    {
        Id = row.Id,
        State = StateOf(row),
        Value = row.Value,
        Waiting = row.Waiting,
        IsInUse = row.IsUsed,
        IsUnborn = row.IsUnborn,
        IsDamaged = row.IsDamaged,
        Holder = ProcessStatus.Of(row.Holder.Process),
        HeldSince = row.Holder.Since,
        SystemVKey = row.Number,
        Made = row.Made,
        Used = row.Used,
        OwnerId = row.OwnerUser,
        OwnerName = UserDatabase.NameOf(row.OwnerUser),
        Mode = Rights(row.Mode),
        IsMadeByQuayside = row.IsOurs,
    };

    /// <summary>Describes a segment of a system that lists nothing.</summary>
    public static SegmentStatus Of(SegmentInfo info) => new()
    {
        Id = info.Id,
        Size = info.Size,
        AttachCount = info.AttachCount,
        Creator = ProcessStatus.Of(info.CreatorProcess),
        OwnerId = info.OwnerUser,
        IsMadeByQuayside = info.IsOurs,
    };

    private static LockState StateOf(SemaphoreRow row) => row.Holder.State switch
    {
        HolderState.Alive => LockState.Held,
        HolderState.Dead => LockState.Dead,
        HolderState.Unknown => LockState.Unknown,
        _ => row.Value == 1 ? LockState.Free : LockState.Unknown,
    };

    // The mark of Quayside is not a right that anybody has.
    private static UnixFileMode Rights(int mode) => (UnixFileMode)mode & ~(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
}
