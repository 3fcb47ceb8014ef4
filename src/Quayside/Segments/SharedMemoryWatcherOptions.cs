// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings of a <see cref="SharedMemoryWatcher"/>.</summary>
public sealed record SharedMemoryWatcherOptions
{
    /// <summary>
    /// Gets how often the segment is looked at from outside, which costs a few system calls. The default is 250 milliseconds. Making and
    /// removing a segment is noticed without it: as long as there is none, or where there is a <see cref="Signal"/>, a look a second is enough.
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

    /// <summary>
    /// Gets the id of another user whose segments are watched as if they were this user's own; null, the default, for none. A segment of any
    /// other user is as good as none. Ignored on Windows. See <see cref="SharedMemoryOptions.TrustedOwner"/>.
    /// </summary>
    public uint? TrustedOwner { get; init; }

    /// <summary>
    /// Gets a signal that writers publish after a change; the watcher then looks at once and compares the bytes, whatever the clock says. It stays
    /// with the one who opened it, who disposes it after the watch. Writers that know nothing of it are noticed too, within a second. None by default.
    /// </summary>
    public ChangeSignal? Signal { get; init; }
}
