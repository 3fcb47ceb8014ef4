// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Signals;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>Who has waited for long, and so does not look any more by itself.</summary>
public sealed class KeeperTests : IDisposable
{
    private static readonly TimeSpan _forever = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan _long = WaitTimes.Brief + TimeSpan.FromMilliseconds(300);

    private readonly List<Membership> _memberships = [];

    public void Dispose()
    {
        _memberships.ForEach(membership => membership.Dispose());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wake_that_was_lost_reaches_those_who_have_waited_for_long()
    {
        var signal = Join(SegmentKind.Signal, SignalLayout.Size);
        var core = new SignalCore(signal, signal.Body);
        var version = 0L;
        var thread = Background.Run(() => core.Wait(ref version, _forever, default));
        var task = core.WaitAsync(0, _forever, default).AsTask();
        var (gate, owner) = HeldLock();
        var entry = Background.Run(() => gate.TryEnter(_forever, default));
        var (otherGate, otherOwner) = HeldLock();
        var otherEntry = otherGate.TryEnterAsync(_forever, default).AsTask();
        await Task.Delay(_long, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(new Task[] { thread, task, entry, otherEntry }, wait => wait.IsCompleted);

        // What a process has done that is killed just before it calls the kernel.
        _ = SignalProtocol.Increment(signal.Words, signal.Body, SegmentLayout.BellOffset, out _);
        _ = LockProtocol.TryLeave(owner.Words, owner.Body, owner.Me, out _);
        _ = LockProtocol.TryLeave(otherOwner.Words, otherOwner.Body, otherOwner.Me, out _);

        Assert.True(await thread);
        Assert.Equal(1, await task);
        Assert.Equal(RobustLockResult.Acquired, await entry);
        Assert.Equal(RobustLockResult.Acquired, await otherEntry);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_has_waited_for_long_gets_the_lock_of_an_owner_that_dies()
    {
        var (gate, owner) = HeldLock();
        var entry = Background.Run(() => gate.TryEnter(_forever, default));
        var (otherGate, otherOwner) = HeldLock();
        var otherEntry = otherGate.TryEnterAsync(_forever, default).AsTask();
        await Task.Delay(_long, TestContext.Current.CancellationToken);
        owner.Dispose();
        otherOwner.Dispose();

        Assert.Equal(RobustLockResult.Abandoned, await entry);
        Assert.Equal(RobustLockResult.Abandoned, await otherEntry);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_behind_a_bell_that_a_dead_publisher_silenced_is_heard_by_the_next_one()
    {
        var signal = Join(SegmentKind.Signal, SignalLayout.Size);
        var core = new SignalCore(signal, signal.Body);
        var version = 0L;
        var thread = Background.Run(() => core.Wait(ref version, _forever, default));
        await Task.Delay(_long, TestContext.Current.CancellationToken);
        signal.Words.Store(SegmentLayout.BellOffset, 0);
        Watchdog.WaitFor("the bell", () => signal.Words.Load(SegmentLayout.BellOffset) == 1);
        core.Answer(SignalProtocol.Increment(signal.Words, signal.Body, SegmentLayout.BellOffset, out _));

        Assert.True(await thread);
    }

    // Nobody looks for the cancellation of such a thread: it is interrupted, or it sleeps for a day.
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_thread_that_has_waited_for_long_is_canceled()
    {
        var signal = Join(SegmentKind.Signal, SignalLayout.Size);
        var core = new SignalCore(signal, signal.Body);
        using var end = new CancellationTokenSource();
        var version = 0L;
        var thread = Background.Run(() => core.Wait(ref version, _forever, end.Token));
        var (gate, _) = HeldLock();
        var entry = Background.Run(() => gate.TryEnter(_forever, end.Token));
        await Task.Delay(_long, TestContext.Current.CancellationToken);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => thread);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entry);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_thread_that_has_waited_for_long_is_told_that_its_object_has_been_disposed_and_that_its_time_is_up()
    {
        var signal = Join(SegmentKind.Signal, SignalLayout.Size);
        var core = new SignalCore(signal, signal.Body);
        var version = 0L;
        var other = 0L;
        var thread = Background.Run(() => core.Wait(ref version, _forever, default));
        var timed = Background.Run(() => core.Wait(ref other, _long, default));
        Assert.False(await timed);
        signal.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => thread);
    }

    private (LockCore Waiting, Membership Owner) HeldLock()
    {
        var key = UniqueKey.Next();
        var owner = Join(SegmentKind.Lock, LockLayout.Size, key);
        Assert.Equal(RobustLockResult.Acquired, new LockCore(owner, owner.Body).TryEnter(TimeSpan.Zero, default));
        var waiting = Join(SegmentKind.Lock, LockLayout.Size, key);
        return (new LockCore(waiting, waiting.Body), owner);
    }

    private Membership Join(SegmentKind kind, long size, string? key = null)
    {
        var plan = new SegmentPlan(kind, kind == SegmentKind.Lock ? "RobustLock" : "ChangeSignal", size);
        var membership = Membership.Join(key ?? UniqueKey.Next(), plan, OpenDemand.OpenOrCreate, null);
        _memberships.Add(membership);
        return membership;
    }
}
