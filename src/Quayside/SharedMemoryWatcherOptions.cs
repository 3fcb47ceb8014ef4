// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings of a <see cref="SharedMemoryWatcher"/>.</summary>
public sealed record SharedMemoryWatcherOptions
{
    /// <summary>
    /// Gets how often the segment is looked at from outside, which costs a few system calls. The default is 250 milliseconds. Making and
    /// removing a segment is noticed without it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than a day.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Give a positive time of at most a day.");
    }
    = TimeSpan.FromMilliseconds(250);
}
