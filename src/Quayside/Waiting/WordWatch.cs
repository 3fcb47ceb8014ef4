// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Participants;
using Quayside.Platform.Participants;

namespace Quayside.Waiting;

/// <summary>The asynchronous waits of one object for one word: however many they are, the pump sees one word.</summary>
/// <remarks>
/// Thread-safe by the pump's gate. Code of users runs neither in the gate nor on the pump's thread. Nothing of a wait is in the segment, so
/// nothing is left of it when the process dies.
/// </remarks>
/// <typeparam name="TResult">What a wait comes to.</typeparam>
internal abstract class WordWatch<TResult> : IWordWatch, ISleeping
{
    private static readonly long _slice = (long)(WaitTimes.Slice.TotalSeconds * Stopwatch.Frequency);
    private static readonly long _brief = (long)(WaitTimes.Brief.TotalSeconds * Stopwatch.Frequency);

    private readonly WaitDispatcher _pump;
    private readonly LinkedList<Waiter> _waiters = new();

    // The earliest deadline of all, or an earlier time: whose wait ended before costs one needless look.
    private long _nextDeadline = long.MaxValue;

    // When the last wait began.
    private long _since;

    /// <summary>Makes a watch.</summary>
    /// <param name="pump">Who looks at the word.</param>
    /// <param name="membership">Whose waits they are.</param>
    protected WordWatch(WaitDispatcher pump, Membership membership)
    {
        _pump = pump;
        Membership = membership;
        membership.AddSleeper(this);
    }

    /// <inheritdoc/>
    public bool IsEmpty => _waiters.Count == 0;

    /// <inheritdoc/>
    public WaitGroup? Group { get; set; }

    /// <summary>Gets whose waits they are.</summary>
    protected Membership Membership { get; }

    /// <summary>Gets what a wait comes to whose time is up.</summary>
    protected abstract TResult TimedOut { get; }

    /// <inheritdoc/>
    public long Look(long now)
    {
        try
        {
            Membership.ThrowIfLeft();
            var due = Advance(now);
            if (now >= _nextDeadline)
            {
                Expire(now);
            }

            due = Math.Min(due, _nextDeadline);
            return IsBrief(now) ? Math.Min(due, now + _slice) : due;
        }
        catch (ObjectDisposedException)
        {
            // Disposed before or while looking. Everybody gets an exception of their own, because throwing one writes to it.
            CompleteAll(waiter => waiter.SetException(Membership.LeftException()));
            return long.MaxValue;
        }
    }

    /// <inheritdoc/>
    public abstract bool TryPrepare(out AwaitedWord word);

    /// <inheritdoc/>
    public abstract bool NeedsLook();

    /// <inheritdoc/>
    public void Interrupt() => _pump.LookAgain(this);

    /// <summary>Gets whether somebody has not waited for long, and so looks for itself; or has to for as long as it waits.</summary>
    protected bool IsBrief(long now) => Membership.MustLook || now - _since < _brief;

    /// <summary>Waits. With the pump's gate held.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected ValueTask<TResult> Enqueue(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = DeadlineOf(timeout);
        _since = Stopwatch.GetTimestamp();
        _pump.Enlist(this, Math.Min(deadline, _since + _slice));
        _nextDeadline = Math.Min(_nextDeadline, deadline);
        var waiter = new Waiter(deadline);
        waiter.Place = _waiters.AddLast(waiter);

        // May cancel right here, on this thread, which may take the gate once more.
        waiter.Cancellation = cancellationToken.UnsafeRegister((state, token) => Cancel((Waiter)state!, token), waiter);
        return new ValueTask<TResult>(waiter.Task);
    }

    /// <summary>Looks at the word, and ends the waits that have come true.</summary>
    /// <param name="now">The time.</param>
    /// <returns>When to look again though the word be the same.</returns>
    protected abstract long Advance(long now);

    /// <summary>Ends the longest wait.</summary>
    protected void CompleteFirst(TResult result) => Remove(_waiters.First!.Value).SetResult(result);

    /// <summary>Ends all waits.</summary>
    protected void CompleteAll(TResult result) => CompleteAll(waiter => waiter.SetResult(result));

    private static long DeadlineOf(TimeSpan timeout)
    {
        var ticks = timeout.TotalSeconds * Stopwatch.Frequency;
        var now = Stopwatch.GetTimestamp();
        return timeout == Timeout.InfiniteTimeSpan || ticks > long.MaxValue - now ? long.MaxValue : now + (long)Math.Ceiling(ticks);
    }

    private void CompleteAll(Action<Waiter> complete)
    {
        while (_waiters.First is { } first)
        {
            complete(Remove(first.Value));
        }
    }

    private void Expire(long now)
    {
        _nextDeadline = long.MaxValue;
        for (var place = _waiters.First; place is not null;)
        {
            var waiter = place.Value;
            place = place.Next;
            if (waiter.Deadline <= now)
            {
                Remove(waiter).SetResult(TimedOut);
            }
            else
            {
                _nextDeadline = Math.Min(_nextDeadline, waiter.Deadline);
            }
        }
    }

    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_pump.Gate)
        {
            if (waiter.Place!.List is not null)
            {
                Remove(waiter).SetCanceled(cancellationToken);
            }
        }
    }

    private Waiter Remove(Waiter waiter)
    {
        _waiters.Remove(waiter.Place!);

        // Not disposed, which would wait for a cancellation that waits for the gate.
        _ = waiter.Cancellation.Unregister();
        return waiter;
    }

    private sealed class Waiter(long deadline) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Deadline => deadline;

        public LinkedListNode<Waiter>? Place { get; set; }

        public CancellationTokenRegistration Cancellation { get; set; }
    }
}
