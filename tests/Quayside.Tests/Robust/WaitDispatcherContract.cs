// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Platform.Participants;
using Quayside.Signals;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>What a pump does, however its thread sleeps.</summary>
public abstract class WaitDispatcherContract : IDisposable
{
    private static readonly TimeSpan _forever = Timeout.InfiniteTimeSpan;

    private readonly List<Membership> _memberships = [];
    private readonly WaitDispatcher _pump;
    private readonly KeyKind _kind;

    private protected WaitDispatcherContract(Func<AddressWaiter> newSleeper, KeyKind kind) => (_pump, _kind) = (new WaitDispatcher(newSleeper), kind);

    public void Dispose()
    {
        _memberships.ForEach(membership => membership.Dispose());
        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_when_the_word_changes()
    {
        var (core, membership) = Signal(_kind.NextKey());
        for (var version = 0L; version < 100; version++)
        {
            var wait = core.WaitAsync(version, _forever, default).AsTask();
            if (version % 10 == 0)
            {
                await Background.AssertBlocked(wait);
            }

            Publish(core, membership);
            Assert.Equal(version + 1, await wait);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wake_that_was_lost_with_a_killed_process_does_not_keep_waits()
    {
        var (core, membership) = Signal(_kind.NextKey());
        var version = core.WaitAsync(0, _forever, default).AsTask();
        var (owner, segment) = Lock(_kind.NextKey());
        Assert.Equal(RobustLockResult.Acquired, owner.TryEnter(TimeSpan.Zero, default));
        var entry = owner.TryEnterAsync(_forever, default).AsTask();
        await Background.AssertBlocked(entry);

        // What a process has done that is killed just before it calls the kernel.
        _ = SignalProtocol.Increment(membership.Words, membership.Body, SegmentLayout.BellOffset, out _);
        _ = LockProtocol.TryLeave(segment.Words, segment.Body, segment.Me, out _);

        Assert.Equal(1, await version);
        Assert.Equal(RobustLockResult.Acquired, await entry);
        owner.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Waits_that_are_canceled_leave_the_lock_to_those_that_go_on()
    {
        var key = _kind.NextKey();
        var (owner, _) = Lock(key);
        var (fickle, _) = Lock(key);
        var (steady, _) = Lock(key);
        Assert.Equal(RobustLockResult.Acquired, owner.TryEnter(TimeSpan.Zero, default));
        for (var time = 0; time < 20; time++)
        {
            using var source = new CancellationTokenSource();
            var canceled = fickle.TryEnterAsync(_forever, source.Token).AsTask();
            var blocked = Background.Run(() => steady.TryEnter(_forever, default));
            await Background.AssertBlocked(blocked);
            await source.CancelAsync();
            owner.Leave();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
            Assert.Equal(RobustLockResult.Acquired, await blocked);
            (owner, steady) = (steady, owner);
        }

        owner.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Waits_for_more_words_than_one_sleep_takes_all_end()
    {
        var signals = Enumerable.Range(0, 300).Select(_ => Signal(_kind.NextKey())).ToArray();
        for (var version = 0L; version < 3; version++)
        {
            var waits = signals.Select(signal => signal.Core.WaitAsync(version, _forever, default).AsTask()).ToArray();
            await Background.AssertBlocked(waits[0]);
            foreach (var (core, membership) in signals)
            {
                Publish(core, membership);
            }

            Assert.All(await Task.WhenAll(waits), found => Assert.Equal(version + 1, found));
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_whose_time_is_up_ends_beside_one_that_goes_on()
    {
        var (core, membership) = Signal(_kind.NextKey());
        var other = core.WaitAsync(0, _forever, default).AsTask();

        Assert.Equal(0, await core.WaitAsync(0, TimeSpan.FromMilliseconds(10), default));
        Assert.False(other.IsCompleted);
        Publish(core, membership);
        Assert.Equal(1, await other);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_waits()
    {
        var (signal, first) = Signal(_kind.NextKey());
        var version = signal.WaitAsync(0, _forever, default).AsTask();
        var key = _kind.NextKey();
        var (owner, _) = Lock(key);
        Assert.Equal(RobustLockResult.Acquired, owner.TryEnter(TimeSpan.Zero, default));
        var (waiter, second) = Lock(key);
        var entry = waiter.TryEnterAsync(_forever, default).AsTask();
        first.Dispose();
        second.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => version);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => entry);
        owner.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_passes_from_wait_to_wait_and_from_the_dead()
    {
        var key = _kind.NextKey();
        var (owner, membership) = Lock(key);
        var (waiter, _) = Lock(key);
        Assert.Equal(RobustLockResult.Acquired, owner.TryEnter(TimeSpan.Zero, default));
        var waits = Enumerable.Range(0, 3).Select(_ => waiter.TryEnterAsync(_forever, default).AsTask()).ToArray();
        await Background.AssertBlocked(waits[0]);
        membership.Dispose();

        Assert.Equal(RobustLockResult.Abandoned, await waits[0]);
        waiter.MarkConsistent();
        foreach (var wait in waits[1..])
        {
            Assert.False(wait.IsCompleted);
            waiter.Leave();
            Assert.Equal(RobustLockResult.Acquired, await wait);
        }

        waiter.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_thread_ends_when_nobody_has_waited_for_a_while_and_another_one_starts_with_the_next_wait()
    {
        var (core, membership) = Signal(_kind.NextKey());
        Assert.Equal(0, await core.WaitAsync(0, TimeSpan.FromMilliseconds(1), default));
        Assert.True(_pump.IsRunning);
        Watchdog.WaitFor("the end of the pump", () => !_pump.IsRunning);
        var wait = core.WaitAsync(0, _forever, default).AsTask();
        Assert.True(_pump.IsRunning);
        Publish(core, membership);

        Assert.Equal(1, await wait);
    }

    private static void Publish(SignalCore core, Membership membership) =>
        core.Answer(SignalProtocol.Increment(membership.Words, membership.Body, SegmentLayout.BellOffset, out _));

    private (SignalCore Core, Membership Membership) Signal(IpcKey key)
    {
        var membership = Join(key, new SegmentPlan(SegmentKind.Signal, "ChangeSignal", SignalLayout.Size));
        return (new SignalCore(membership, membership.Body) { Pump = _pump }, membership);
    }

    private (LockCore Core, Membership Membership) Lock(IpcKey key)
    {
        var membership = Join(key, new SegmentPlan(SegmentKind.Lock, "RobustLock", LockLayout.Size));
        return (new LockCore(membership, membership.Body) { Pump = _pump }, membership);
    }

    private Membership Join(IpcKey key, SegmentPlan plan)
    {
        var membership = Membership.Join(key, plan, OpenDemand.OpenOrCreate, null);
        _memberships.Add(membership);
        return membership;
    }
}
