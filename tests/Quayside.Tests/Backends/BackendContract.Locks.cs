// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

public abstract partial class BackendContract
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(120);

    [Fact]
    public void A_lock_is_held_by_one_and_free_again_after_its_release()
    {
        var key = NewLock();
        var ticket = Take(key);

        Assert.Equal(0, UnitsOf(LockName));
        Assert.Equal(LockOutcome.TimedOut, Try(key, TimeSpan.Zero));
        Assert.Equal(LockOutcome.TimedOut, Try(NewLock(), TimeSpan.Zero));
        Assert.True(key.Release(ticket));
        Assert.Equal(UnitsWhenFree, UnitsOf(LockName));
    }

    [Fact]
    public void A_timeout_is_waited_out()
    {
        var key = NewLock();
        var ticket = Take(key);
        var start = Stopwatch.GetTimestamp();

        Assert.Equal(LockOutcome.TimedOut, Try(NewLock(), _short));

        Assert.True(Stopwatch.GetElapsedTime(start) >= _short);
        Assert.True(key.Release(ticket));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_waiting_thread_gets_the_lock_when_it_is_given_back_on_another_thread()
    {
        var key = NewLock();
        var ticket = Take(key);
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        Assert.True(await Background.Run(() => key.Release(ticket)));

        Assert.True(key.Release(await waiting));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Cancellation_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        var key = NewLock();
        var ticket = Take(key);
        var waiting = Background.Run(() => key.Acquire(Timeout.InfiniteTimeSpan, true, source.Token, out _, out _));
        await Background.AssertBlocked(waiting);

        await source.CancelAsync();

        Assert.Equal(LockOutcome.Canceled, await waiting);
        Assert.True(key.Release(ticket));
        Assert.Equal(UnitsWhenFree, UnitsOf(LockName));
    }

    [Fact]
    public void Who_has_canceled_before_gets_nothing_even_if_the_lock_is_free()
    {
        Assert.Equal(
            LockOutcome.Canceled,
            NewLock().Acquire(TimeSpan.Zero, true, new CancellationToken(canceled: true), out _, out _));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_threads_are_inside_one_at_a_time()
    {
        const int Threads = 16;
        const int Rounds = 500;
        var shared = NewLock();
        var inside = 0;
        var entered = 0;

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(number => Background.Run(() =>
        {
            // Half of the threads share an object, as the threads of one program do; half have one each, as programs do.
            var key = number % 2 == 0 ? shared : NewLock();
            for (var round = 0; round < Rounds; round++)
            {
                var ticket = Take(key, mustBeCurrent: round % 2 == 0);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                entered++;
                Interlocked.Decrement(ref inside);
                Assert.True(key.Release(ticket));
            }
        })));

        Assert.Equal(Threads * Rounds, entered);
        Assert.Equal(UnitsWhenFree, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Threads_exclude_each_other_while_the_lock_is_removed_whenever_it_is_free()
    {
        const int Threads = 6;
        const int Rounds = 200;
        var inside = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Background.Run(() =>
        {
            var key = NewLock();
            for (var round = 0; round < Rounds; round++)
            {
                var ticket = Take(key);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
                Assert.True(round % 3 == 0 ? key.Retire(ticket, ownerIsGone: false) : key.Release(ticket));
            }
        })));

        var last = NewLock();
        Assert.True(last.Retire(Take(last), ownerIsGone: false));
        Assert.Equal(-1, UnitsOf(LockName));
    }

    [Fact]
    public void Asking_whether_a_lock_is_held_changes_nothing()
    {
        var key = NewLock();
        var ticket = Take(key);

        Assert.True(key.IsHeld(ticket));
        Assert.True(key.IsHeld(ticket));
        Assert.Equal(0, UnitsOf(LockName));

        Assert.True(key.Release(ticket));
        Assert.False(key.IsHeld(ticket));
        Assert.Equal(UnitsWhenFree, UnitsOf(LockName));
    }

    [Fact]
    public void Retiring_removes_the_lock()
    {
        var key = NewLock();

        Assert.True(key.Retire(Take(key), ownerIsGone: false));

        Assert.Equal(-1, UnitsOf(LockName));
        Assert.True(key.Release(Take(key)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Retiring_keeps_a_lock_that_somebody_waits_for()
    {
        var key = NewLock();
        var ticket = Take(key);
        var waiter = NewLock();
        var waiting = Background.Run(() => Take(waiter));
        await Background.AssertBlocked(waiting);

        Assert.True(key.Retire(ticket, ownerIsGone: false));

        Assert.True(waiter.Release(await waiting));
        Assert.Equal(UnitsWhenFree, UnitsOf(LockName));
    }
}
