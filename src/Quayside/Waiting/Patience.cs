// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Waiting;

/// <summary>The time that a call has for all its waits together, from now on. An immutable value.</summary>
/// <param name="timeout">The longest time; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
internal readonly struct Patience(TimeSpan timeout)
{
    // The longest that the runtime's own waits take.
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(int.MaxValue);
    private readonly long _start = timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.Zero ? 0 : Stopwatch.GetTimestamp();

    /// <summary>Gets what is left of it, nothing at the least.</summary>
    public TimeSpan Left
    {
        get
        {
            if (_start == 0)
            {
                return timeout;
            }

            var left = timeout - Stopwatch.GetElapsedTime(_start);
            return left < TimeSpan.Zero ? TimeSpan.Zero : left > _longest ? _longest : left;
        }
    }
}
