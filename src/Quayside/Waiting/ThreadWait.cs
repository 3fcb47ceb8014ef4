// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Participants;
using Quayside.Platform.Waiting;

namespace Quayside.Waiting;

/// <summary>A thread's wait for a word: short sleeps at first, then one that the keeper looks after. To be disposed. Not thread-safe.</summary>
/// <remarks>Whoever waits looks at its cancellation and whether it has left after it has made this, and again before each sleep.</remarks>
internal ref struct ThreadWait
{
    private readonly Membership _membership;
    private readonly IWaitedWord _word;
    private readonly ThreadSleep _sleep;
    private readonly Patience _patience;
    private readonly long _start = Stopwatch.GetTimestamp();
    private PollingWait _slices;

    /// <summary>Begins a wait.</summary>
    /// <param name="membership">Whose wait it is.</param>
    /// <param name="word">What it is for.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="first">The first sleep; each next one is longer.</param>
    /// <param name="cancellationToken">Ends a sleep.</param>
    public ThreadWait(Membership membership, IWaitedWord word, TimeSpan timeout, TimeSpan first, CancellationToken cancellationToken)
    {
        _membership = membership;
        _word = word;
        _patience = new Patience(timeout);
        _slices = new PollingWait(timeout, first);
        _sleep = ThreadSleep.Begin(membership, cancellationToken);
    }

    /// <summary>Gets whether any time is left.</summary>
    public readonly bool HasTime => _patience.Left != TimeSpan.Zero;

    /// <summary>Sleeps for as long as a word is as it was seen, and not for longer than the caller may go without a look. May return early.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="seen">What it was; its low half counts.</param>
    /// <returns>Whether there was any time left.</returns>
    public bool TrySleep(long offset, ulong seen)
    {
        if (!_slices.TryNext(out var slice))
        {
            return false;
        }

        if (_membership.MustLook || Stopwatch.GetElapsedTime(_start) < WaitTimes.Brief)
        {
            _sleep.Sleep(offset, seen, slice);
        }
        else
        {
            var rest = _patience.Left;
            _sleep.SleepKept(_word, offset, seen, rest == Timeout.InfiniteTimeSpan || rest > WaitTimes.Longest ? WaitTimes.Longest : rest);
        }

        return true;
    }

    /// <summary>Ends the wait.</summary>
    public readonly void Dispose() => _sleep.End();
}
