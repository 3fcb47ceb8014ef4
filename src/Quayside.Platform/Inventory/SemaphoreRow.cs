// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed;

namespace Quayside.Platform.Inventory;

/// <summary>What the system lists of a semaphore, which may be the lock of a segment.</summary>
/// <param name="Id">The system's number of the semaphore; one that is made anew has another one.</param>
/// <param name="Number">The System V key; null for other mechanisms.</param>
/// <param name="Value">How many may still take it, or null when that cannot be read.</param>
/// <param name="Holder">Who took it, if the value is 0.</param>
/// <param name="OwnerUser">The user id it belongs to.</param>
/// <param name="Mode">Its mode, with Quayside's mark if it has one.</param>
internal sealed record SemaphoreRow(long Id, int? Number, int? Value, LockHolder Holder, uint OwnerUser, int Mode)
{
    /// <summary>Gets whether Quayside made it rather than Qt; null where the system has no mark for that.</summary>
    public bool? IsOurs { get; init; }

    /// <summary>Gets whether some process has it open; null where semaphores are not opened (System V).</summary>
    public bool? IsUsed { get; init; }

    /// <summary>Gets whether its words are none that a semaphore can have, or its file is too short for them.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Gets whether no process has ever set or operated it: its maker died, or is just about to set it.</summary>
    public bool IsUnborn { get; init; }

    /// <summary>Gets how many wait for it, or 0 when the system does not tell.</summary>
    public int Waiting { get; init; }

    /// <summary>Gets when it was made, or last given other rights.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Gets when it was last taken or given back, or null when never or the system does not tell.</summary>
    public DateTimeOffset? Used { get; init; }
}
