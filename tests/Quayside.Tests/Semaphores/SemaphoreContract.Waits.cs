// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <content>Waits: how they end, and what they cost.</content>
public abstract partial class SemaphoreContract
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_when_a_unit_is_released()
    {
        var semaphore = Create(0);
        var waiting = Background.Run(() => semaphore.TryAcquire(Watchdog.Patience));
        await Background.AssertBlocked(waiting);

        semaphore.Release();

        Assert.True(await waiting);
        Assert.Equal(0, semaphore.Value);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task As_many_waiters_go_on_as_units_are_released()
    {
        var semaphore = Create(0);
        var waiters = Enumerable.Range(0, 3).Select(_ => Open().AcquireAsync().AsTask()).ToArray();
        await Background.AssertBlocked(Task.WhenAny(waiters));

        semaphore.Release(2);
        await Task.WhenAny(waiters);
        Watchdog.WaitFor("the second waiter", () => waiters.Count(task => task.IsCompleted) == 2);
        await Background.AssertBlocked(Task.WhenAll(waiters));

        semaphore.Release();
        await Task.WhenAll(waiters);
        Assert.Equal(0, semaphore.Value);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_can_be_canceled_and_takes_nothing_then()
    {
        var semaphore = Create(0);
        using var source = new CancellationTokenSource();
        var waiting = semaphore.AcquireAsync(source.Token).AsTask();
        await Background.AssertBlocked(waiting);

        await source.CancelAsync();

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(source.Token, failure.CancellationToken);
        semaphore.Release();
        Assert.Equal(1, semaphore.Value);
    }

    [Fact]
    public async Task Who_has_canceled_before_gets_nothing_even_if_a_unit_is_free()
    {
        var semaphore = Create(1);
        var canceled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => semaphore.Acquire(canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await semaphore.AcquireAsync(canceled));

        Assert.Equal(1, semaphore.Value);
    }

    [Fact]
    public void A_free_unit_is_had_at_once()
    {
        var acquiring = Create(1).AcquireAsync();

        Assert.True(acquiring.IsCompletedSuccessfully);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait_and_the_last_call_still_cleans_up()
    {
        var semaphore = Create(0);
        var waiting = semaphore.AcquireAsync().AsTask();
        var second = Background.Run(() => semaphore.TryAcquire(Watchdog.Patience));
        await Background.AssertBlocked(Task.WhenAny(waiting, second));

        semaphore.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task As_many_are_inside_as_there_are_units()
    {
        var semaphore = Create(3);
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Background.Run(() =>
        {
            for (var round = 0; round < 50; round++)
            {
                semaphore.Acquire();
                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Thread.Yield();
                _ = Interlocked.Decrement(ref inside);
                semaphore.Release();
            }
        })));

        Assert.InRange(most, 1, 3);
        Assert.Equal(3, semaphore.Value);
    }

    [Fact]
    public void Taking_and_giving_back_what_is_free_allocates_nothing()
    {
        var semaphore = Create(1);
        TakeAndGiveBack(semaphore, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        TakeAndGiveBack(semaphore, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void TakeAndGiveBack(SystemSemaphore semaphore, int times)
    {
        for (var i = 0; i < times; i++)
        {
            semaphore.Acquire();
            semaphore.Release();
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            _ = Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
