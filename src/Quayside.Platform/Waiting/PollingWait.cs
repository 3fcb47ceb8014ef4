// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Platform.Waiting;

/// <summary>A wait in slices, between which the waiter looks at its cancellation and at what its name means. Not thread-safe.</summary>
/// <remarks>The time runs from the first slice on, over however many objects are waited for one after the other.</remarks>
internal struct PollingWait
{
    private const int Growth = 4;

    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _timeout;
    private TimeSpan _next = _longest;
    private long _start;

    /// <summary>Begins a wait.</summary>
    /// <param name="timeout">The longest time to wait; <see cref="Timeout.InfiniteTimeSpan"/> has slices without end.</param>
    public PollingWait(TimeSpan timeout) => _timeout = timeout;

    /// <summary>Begins a wait whose first slices are short.</summary>
    /// <param name="timeout">The longest time to wait; <see cref="Timeout.InfiniteTimeSpan"/> has slices without end.</param>
    /// <param name="first">The first slice; each next one is four times as long, up to 50 ms.</param>
    public PollingWait(TimeSpan timeout, TimeSpan first)
        : this(timeout) => _next = first;

    /// <summary>Gets how long to wait next, more than nothing and at most 50 ms.</summary>
    /// <param name="slice">The time.</param>
    /// <returns>Whether any is left.</returns>
    public bool TryNext(out TimeSpan slice)
    {
        _start = _start == 0 ? Stopwatch.GetTimestamp() : _start;
        var left = _timeout == Timeout.InfiniteTimeSpan ? _longest : _timeout - Stopwatch.GetElapsedTime(_start);
        slice = left < _next ? left : _next;
        _next = _next * Growth < _longest ? _next * Growth : _longest;
        return left > TimeSpan.Zero;
    }
}
