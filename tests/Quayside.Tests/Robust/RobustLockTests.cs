// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

public abstract class RobustLockTests(KeyKind kind) : RobustTest(kind)
{
    private static readonly TimeSpan _patience = Watchdog.Patience;

    [Fact]
    public void A_free_lock_is_acquired_again_and_again()
    {
        using var held = RobustLock.Open(Key);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(RobustLockResult.Acquired, held.Enter());
            Assert.True(held.IsHeld);
            held.Leave();
            Assert.False(held.IsHeld);
        }
    }

    [Fact]
    public void Another_object_waits_its_time_in_vain_and_gets_the_lock_when_it_is_left()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        _ = first.Enter();

        Assert.Equal(RobustLockResult.TimedOut, second.TryEnter(TimeSpan.Zero));
        Assert.Equal(RobustLockResult.TimedOut, second.TryEnter(Moment));
        Assert.False(second.IsHeld);

        first.Leave();
        Assert.Equal(RobustLockResult.Acquired, second.TryEnter(TimeSpan.Zero));
        second.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_sleeps_is_woken_by_the_one_who_leaves()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        _ = first.Enter();
        var waiting = Background.Run(() => second.Enter(TestContext.Current.CancellationToken));
        await Background.AssertBlocked(waiting);

        first.Leave();

        Assert.Equal(RobustLockResult.Acquired, await waiting);
        second.Leave();
    }

    [Fact]
    public void What_an_object_held_when_it_was_disposed_is_abandoned_until_somebody_says_that_it_is_consistent()
    {
        using var survivor = RobustLock.Open(Key);
        using (var gone = RobustLock.Open(Key))
        {
            _ = gone.Enter();
        }

        Assert.Equal(RobustLockResult.Abandoned, survivor.TryEnter(_patience));
        survivor.Leave();
        Assert.Equal(RobustLockResult.Abandoned, survivor.TryEnter(_patience));
        survivor.MarkConsistent();
        survivor.Leave();
        Assert.Equal(RobustLockResult.Acquired, survivor.TryEnter(_patience));
        survivor.Leave();
    }

    [Fact]
    public void A_lock_that_is_left_dirty_is_so_for_another_object_as_well()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        using (var gone = RobustLock.Open(Key))
        {
            _ = gone.Enter();
        }

        Assert.Equal(RobustLockResult.Abandoned, first.TryEnter(_patience));
        first.Leave();
        Assert.Equal(RobustLockResult.Abandoned, second.TryEnter(TimeSpan.Zero));
        second.MarkConsistent();
        second.Leave();
        Assert.Equal(RobustLockResult.Acquired, first.TryEnter(TimeSpan.Zero));
        first.Leave();
    }

    [Fact(Timeout = 5 * Watchdog.Milliseconds)]
    public async Task A_lock_that_two_threads_give_back_at_once_is_given_back_once_and_as_dirty_as_it_was()
    {
        using var shared = RobustLock.Open(Key);
        using (var gone = RobustLock.Open(Key))
        {
            _ = gone.Enter();
        }

        for (var round = 0; round < 1000; round++)
        {
            Assert.Equal(RobustLockResult.Abandoned, shared.TryEnter(_patience));
            using var both = new Barrier(2);
            var left = 0;
            void Leave()
            {
                _ = both.SignalAndWait(_patience);
                try
                {
                    shared.Leave();
                    _ = Interlocked.Increment(ref left);
                }
                catch (SynchronizationLockException)
                {
                }
            }

            await Task.WhenAll(Background.Run(Leave), Background.Run(Leave));
            Assert.Equal(1, left);
        }
    }

    [Fact]
    public void A_thread_that_would_wait_for_itself_is_told_so()
    {
        using var held = RobustLock.Open(Key);
        _ = held.Enter();

        Assert.Throws<LockRecursionException>(() => held.Enter());
        Assert.Throws<LockRecursionException>(() => held.TryEnter(TimeSpan.Zero));

        held.Leave();
        Assert.Equal(RobustLockResult.Acquired, held.Enter());
        held.Leave();
    }

    [Fact]
    public void What_is_not_held_can_be_neither_left_nor_called_consistent()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        Assert.Throws<SynchronizationLockException>(first.Leave);
        _ = second.Enter();

        Assert.Throws<SynchronizationLockException>(first.Leave);
        Assert.Throws<SynchronizationLockException>(first.MarkConsistent);

        Assert.Equal(RobustLockResult.TimedOut, first.TryEnter(TimeSpan.Zero));
        second.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Threads_that_share_an_object_exclude_each_other()
    {
        using var shared = RobustLock.Open(Key);
        var count = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Background.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _ = shared.Enter();
                count++;
                shared.Leave();
            }
        })));

        Assert.Equal(40_000, count);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_when_it_is_canceled()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        using var cancellation = new CancellationTokenSource();
        _ = first.Enter();
        var waiting = Background.Run(() => second.Enter(cancellation.Token));
        await Background.AssertBlocked(waiting);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_when_the_object_is_disposed()
    {
        using var first = RobustLock.Open(Key);
        using var second = RobustLock.Open(Key);
        _ = first.Enter();
        var waiting = Background.Run(() => second.Enter());
        await Background.AssertBlocked(waiting);

        second.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        first.Leave();
    }

    [Fact]
    public void A_disposed_lock_says_so_and_holds_nothing()
    {
        var gone = RobustLock.Open(Key);
        gone.Dispose();
        gone.Dispose();

        Assert.False(gone.IsHeld);
        Assert.Throws<ObjectDisposedException>(() => gone.Enter());
        Assert.Throws<ObjectDisposedException>(() => gone.TryEnter(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(gone.Leave);
    }

    [Fact]
    public void Who_gives_a_lock_back_that_has_passed_to_another_meanwhile_does_not_take_it_from_that_one()
    {
        using var segment = Membership.Join(
            Key, new SegmentPlan(SegmentKind.Lock, "RobustLock", LockLayout.Size), OpenDemand.OpenOrCreate, options: null);
        using var owner = RobustLock.Open(Key);
        _ = owner.Enter();

        Assert.False(LockProtocol.TryLeave(segment.Words, segment.Body, segment.Me, out _));

        Assert.True(owner.IsHeld);
    }

    [Fact]
    public void A_time_that_is_negative_is_refused()
    {
        using var held = RobustLock.Open(Key);

        Assert.Throws<ArgumentOutOfRangeException>(() => held.TryEnter(TimeSpan.FromSeconds(-2)));
    }
}

public sealed class PlatformSafeKeyRobustLockTests() : RobustLockTests(KeyKind.PlatformSafe);

public sealed class InProcessRobustLockTests() : RobustLockTests(KeyKind.InProcess);
