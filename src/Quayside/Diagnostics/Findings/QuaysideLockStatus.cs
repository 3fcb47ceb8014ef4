// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>The lock in a Quayside segment: a robust lock's own, or that by which a live value's writer holds its role. An immutable snapshot.</summary>
public sealed record QuaysideLockStatus
{
    /// <summary>Gets whether the lock has an owner, dead or alive.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>Gets the owner, or null when there is none or its place has another participant by now.</summary>
    public QuaysideParticipant? Owner { get; init; }

    /// <summary>Gets whether the owner is dead: the next to enter is told so (<see cref="RobustLockResult.Abandoned"/>).</summary>
    public bool IsAbandoned => IsHeld && Owner is not { IsAlive: true };

    /// <summary>Gets whether an owner died and nobody has said since that the data are consistent (<see cref="RobustLock.MarkConsistent"/>).</summary>
    public bool IsDirty { get; init; }

    /// <summary>Gets whether somebody may be asleep for it.</summary>
    public bool HasWaiters { get; init; }
}
