// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What the system knows of a lock, which is a semaphore, without taking it. An immutable snapshot.</summary>
public sealed record LockStatus
{
    /// <summary>Gets the system's number of it: the id of semget(2), or the inode.</summary>
    public required long Id { get; init; }

    /// <summary>Gets whether somebody holds it.</summary>
    public required LockState State { get; init; }

    /// <summary>Gets the semaphore's value: 1 for a free lock, 0 for one that is held; null when it cannot be read.</summary>
    public int? Value { get; init; }

    /// <summary>Gets how many wait for it; 0 when the system does not tell.</summary>
    public int Waiting { get; init; }

    /// <summary>
    /// Gets who holds it, or null when nobody does or it is unknown. A semaphore that counts has no holder: one that a program has open as
    /// a <see cref="SystemSemaphore"/>, or of which nobody has taken a unit.
    /// </summary>
    public ProcessStatus? Holder { get; init; }

    /// <summary>Gets since when it is held, or null when it is not or that is unknown.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Gets the System V key that it has, 0 for none; null for other mechanisms.</summary>
    public int? SystemVKey { get; init; }

    /// <summary>Gets when it was made or last set.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Gets when it was last taken or given back, or null when never or the system does not tell.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>Gets the user id it belongs to.</summary>
    public uint OwnerId { get; init; }

    /// <summary>Gets the user's name, or null when this system has no user of that id.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Gets who may use it.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>Gets whether Quayside made it rather than Qt; null when that cannot be told (POSIX).</summary>
    public bool? IsMadeByQuayside { get; init; }

    /// <summary>Gets whether a peer has truncated it or written garbage into it (POSIX).</summary>
    internal bool IsDamaged { get; init; }

    /// <summary>Gets whether no process has ever set or operated it (System V).</summary>
    internal bool IsUnborn { get; init; }

    /// <summary>Gets whether a process has it open, or null when the system does not tell (System V).</summary>
    public bool? IsInUse { get; init; }
}
