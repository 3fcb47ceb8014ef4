// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Diagnostics;

/// <summary>A process that had to do with an object, as it was when it was looked at.</summary>
/// <param name="Id">Its id in this PID namespace.</param>
/// <param name="Name">Its name as ps(1) shows it, or null when it is gone or may not be looked at.</param>
/// <param name="IsAlive">Whether a process of this id is there; ids are used again, so it may be another one.</param>
public sealed record ProcessStatus(int Id, string? Name, bool IsAlive)
{
    /// <summary>Looks a process up; null for 0, which stands for one that is unknown or belongs to another namespace.</summary>
    internal static ProcessStatus? Of(int id) => id <= 0 ? null : new ProcessStatus(id, ProcessInfo.NameOf(id), ProcessInfo.IsAlive(id));
}
