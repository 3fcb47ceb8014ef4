// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Platform.Backends;

/// <summary>A wait in slices, between which the waiter looks at its cancellation and at what its name means. Not thread-safe.</summary>
/// <remarks>The time runs from the first slice on, over however many objects are waited for one after the other.</remarks>
/// <param name="timeout">The longest time to wait; <see cref="Timeout.InfiniteTimeSpan"/> has slices without end.</param>
internal struct SlicedWait(TimeSpan timeout)
{
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(50);

    private long _start;

    /// <summary>Gets how long to wait next, more than nothing and at most 50 ms.</summary>
    /// <param name="slice">The time.</param>
    /// <returns>Whether any is left.</returns>
    public bool TryNext(out TimeSpan slice)
    {
        _start = _start == 0 ? Stopwatch.GetTimestamp() : _start;
        var left = timeout == Timeout.InfiniteTimeSpan ? _longest : timeout - Stopwatch.GetElapsedTime(_start);
        slice = left < _longest ? left : _longest;
        return left > TimeSpan.Zero;
    }
}
