// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>Robust locks that are waited for without a thread.</summary>
public abstract class AsyncLockTests : RobustTest
{
    private readonly RobustLock _lock;

    private protected AsyncLockTests(KeyKind kind)
        : base(kind) => _lock = RobustLock.Open(Key);

    private protected override void Close() => _lock.Dispose();

    [Fact]
    public void A_free_lock_is_entered_at_once_and_without_allocation()
    {
        EnterAndLeave(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EnterAndLeave(1000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void EnterAndLeave(int times)
        {
            for (var time = 0; time < times; time++)
            {
                var entered = _lock.EnterAsync();
                Assert.True(entered.IsCompletedSuccessfully);
                Assert.True(entered.Result == RobustLockResult.Acquired);
                _lock.Leave();
            }
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Waits_of_one_object_are_served_in_order()
    {
        _lock.Enter();
        var order = new List<int>();
        var waits = Enumerable.Range(0, 50).Select(Follow).ToArray();
        await Background.AssertBlocked(waits[0]);
        _lock.Leave();
        await Task.WhenAll(waits);

        Assert.Equal(Enumerable.Range(0, 50), order);

        async Task Follow(int number)
        {
            Assert.Equal(RobustLockResult.Acquired, await _lock.EnterAsync());
            order.Add(number);
            _lock.Leave();
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_is_handed_from_object_to_object()
    {
        using var other = RobustLock.Open(Key);
        _lock.Enter();
        var wait = other.EnterAsync().AsTask();
        await Background.AssertBlocked(wait);
        _lock.Leave();

        Assert.Equal(RobustLockResult.Acquired, await wait);
        Assert.True(other.IsHeld);
        other.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_that_was_awaited_may_be_left_on_any_thread()
    {
        var entered = await Background.Run(() => _lock.EnterAsync().AsTask().Result);
        await Background.Run(_lock.Leave);

        Assert.Equal(RobustLockResult.Acquired, entered);
        Assert.False(_lock.IsHeld);

        // No thread counts as its owner: one that awaited it and goes on without giving it back waits, and is not told off.
        Assert.Equal(RobustLockResult.Acquired, await _lock.EnterAsync());
        Assert.Equal(RobustLockResult.TimedOut, _lock.TryEnter(TimeSpan.FromMilliseconds(1)));
        _lock.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Tasks_and_threads_of_several_objects_exclude_each_other()
    {
        const int Each = 300;
        var count = 0;
        RobustLock[] objects = [_lock, RobustLock.Open(Key), RobustLock.Open(Key)];
        var tasks = objects.SelectMany(it => new[] { Count(it), Count(it) });
        var threads = objects.Select(it => Background.Run(() => CountBlocking(it)));
        await Task.WhenAll([.. tasks, .. threads]);

        Assert.Equal(3 * 3 * Each, count);
        objects[1].Dispose();
        objects[2].Dispose();

        async Task Count(RobustLock it)
        {
            for (var time = 0; time < Each; time++)
            {
                await it.EnterAsync();
                var seen = count;
                await Task.Yield();
                count = seen + 1;
                it.Leave();
            }
        }

        void CountBlocking(RobustLock it)
        {
            for (var time = 0; time < Each; time++)
            {
                it.Enter();
                var seen = count;
                Thread.SpinWait(20);
                count = seen + 1;
                it.Leave();
            }
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_without_the_lock_when_its_time_is_up()
    {
        _lock.Enter();
        Assert.Equal(RobustLockResult.TimedOut, await _lock.TryEnterAsync(TimeSpan.FromMilliseconds(20)));
        var atOnce = _lock.TryEnterAsync(TimeSpan.Zero);
        Assert.True(atOnce.IsCompletedSuccessfully);
        Assert.Equal(RobustLockResult.TimedOut, await atOnce);
        _lock.Leave();

        await Task.Delay(100);
        Assert.False(_lock.IsHeld);
        Assert.Equal(RobustLockResult.Acquired, await _lock.TryEnterAsync(TimeSpan.Zero));
        _lock.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_without_the_lock_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        _lock.Enter();
        var canceled = _lock.EnterAsync(source.Token).AsTask();
        var other = _lock.EnterAsync().AsTask();
        await source.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.Equal(source.Token, thrown.CancellationToken);
        await Background.AssertBlocked(other);
        _lock.Leave();
        Assert.Equal(RobustLockResult.Acquired, await other);
        _lock.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_that_is_canceled_already_does_not_take_a_free_lock()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lock.EnterAsync(new CancellationToken(canceled: true)).AsTask());

        Assert.False(_lock.IsHeld);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_the_waits_of_the_object_and_abandons_the_lock_to_those_of_another()
    {
        using var other = RobustLock.Open(Key);
        _lock.Enter();
        var mine = Enumerable.Range(0, 3).Select(_ => _lock.EnterAsync().AsTask()).ToArray();
        var theirs = other.EnterAsync().AsTask();
        await Background.AssertBlocked(theirs);
        _lock.Dispose();

        foreach (var wait in mine)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _lock.EnterAsync().AsTask());
        Assert.Equal(RobustLockResult.Abandoned, await theirs);
        other.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public Task A_time_below_zero_is_refused() =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _lock.TryEnterAsync(TimeSpan.FromSeconds(-2)).AsTask());
}

public sealed class PlatformSafeKeyAsyncLockTests() : AsyncLockTests(KeyKind.PlatformSafe)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_whose_owner_is_killed_is_entered_as_abandoned_until_somebody_calls_it_consistent()
    {
        using var mine = RobustLock.Open(Key);
        using var child = Host.Start();
        Assert.Equal("Acquired", child.Ask($"wait\thold\t{Name}"));
        var wait = mine.EnterAsync().AsTask();
        await Background.AssertBlocked(wait);
        child.Kill();

        Assert.Equal(RobustLockResult.Abandoned, await wait);
        mine.Leave();
        Assert.Equal(RobustLockResult.Abandoned, await mine.EnterAsync());
        mine.MarkConsistent();
        mine.Leave();
        Assert.Equal(RobustLockResult.Acquired, await mine.EnterAsync());
        mine.Leave();
    }
}

public sealed class InProcessAsyncLockTests() : AsyncLockTests(KeyKind.InProcess);
