// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Arguments;

/// <summary>A point in time by which something must have happened, on a clock that nobody sets.</summary>
/// <param name="patience">How far away it is; <see cref="Timeout.InfiniteTimeSpan"/>: it never comes.</param>
internal readonly struct Deadline(TimeSpan patience)
{
    private const long Never = long.MaxValue;

    private readonly long _milliseconds = patience == Timeout.InfiniteTimeSpan
        ? Never
        : Environment.TickCount64 + (long)patience.TotalMilliseconds;

    /// <summary>Gets the time that is left, as waits take it: zero when it has passed.</summary>
    public TimeSpan Remaining => _milliseconds == Never
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Max(0, _milliseconds - Environment.TickCount64));

    /// <summary>Gets whether none is left.</summary>
    public bool Passed => Remaining == TimeSpan.Zero;
}
