// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>Who is in a place of a Quayside segment. An immutable snapshot.</summary>
/// <param name="Place">The place, 0 for the first.</param>
/// <param name="ProcessId">The process's id by its own account and in its own PID namespace; 0 when it is just coming in or leaving.</param>
/// <param name="Name">The process's name by its own account; characters that are no text are question marks.</param>
/// <param name="Joined">When it came, by its own account.</param>
/// <param name="IsAlive">Whether the kernel says that the participant lives: its lock is held. A stopped process lives.</param>
/// <param name="IsOfThisNamespace">Whether <paramref name="ProcessId"/> is an id of the PID namespace of the one who looks.</param>
public sealed record QuaysideParticipant(
    int Place, int ProcessId, string Name, DateTimeOffset Joined, bool IsAlive, bool IsOfThisNamespace);
