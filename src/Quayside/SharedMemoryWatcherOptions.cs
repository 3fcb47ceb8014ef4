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
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Give a positive time.");
    }
    = TimeSpan.FromMilliseconds(250);
}
