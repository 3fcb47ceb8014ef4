// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One operation on a Quayside segment, during which a process is killed: the victim.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Kind">The kind of segment: lock, signal, value, buffer, frames (the victim publishes), or looks (it looks at frames).</param>
/// <param name="Before">What the victim has done before.</param>
/// <param name="Operation">What it is doing.</param>
internal sealed record Scenario(string Name, string Kind, string[] Before, string Operation)
{
    /// <summary>Gets whether another process has the segment open before the victim, and after it.</summary>
    public bool HasSurvivor { get; init; } = true;

    /// <summary>Gets what a process has done that was killed before the victim came; empty when there was none.</summary>
    public string[] Dead { get; init; } = [];

    /// <summary>Gets what the survivor does meanwhile.</summary>
    public Meanwhile Survivor { get; init; }

    /// <summary>Gets the step of the victim that the survivor awaits before it lets the operation go on.</summary>
    public CrashStep? Meeting { get; init; }

    /// <summary>Gets whether the segment is to stay when nobody uses it.</summary>
    public bool IsPersistent { get; init; }

    /// <summary>Gets whether the segment outlives the victim.</summary>
    public bool IsKept => HasSurvivor || IsPersistent;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Gets whether the lock is abandoned when the victim has come so far.</summary>
    /// <param name="done">The steps of the operation that are done.</param>
    public bool LeavesAbandoned(IReadOnlyList<CrashStep> done)
    {
        // Unless the victim has called the data consistent, what one dead owner has begun stays begun.
        var isBegun = Dead.Contains("enter") && !Before.Contains("mark-consistent");
        var last = done.LastOrDefault(step => step is CrashStep.LockTaken or CrashStep.LockTakenOver or CrashStep.LockLeft);
        return IsKept
            && (isBegun || last is CrashStep.LockTaken or CrashStep.LockTakenOver || (last != CrashStep.LockLeft && Before.Contains("enter")));
    }
}
