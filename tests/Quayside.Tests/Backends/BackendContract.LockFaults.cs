// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Backends;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <content>What Qt peers, crashes and cleaners of temporary files do to a lock, and what must come of it.</content>
public abstract partial class BackendContract
{
    [Fact]
    public void A_lock_removed_while_free_is_found_or_made_anew()
    {
        var key = NewLock();
        Assert.True(key.Release(Take(key)));

        RemoveLock(LockName);

        Assert.True(key.Release(Take(key, mustBeCurrent: false)));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_lock_that_is_removed_gets_the_new_one()
    {
        var holder = NewLock();
        var lost = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        RemoveLock(LockName);

        var ticket = await waiting;
        Assert.NotEqual(lost.Id, ticket.Id);
        Assert.False(holder.Release(lost));
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_lock_removed_while_held_is_not_made_anew_by_its_release()
    {
        var key = NewLock();
        var ticket = Take(key);

        RemoveLock(LockName);

        Assert.False(key.Release(ticket));
        Assert.Equal(-1, UnitsOf(LockName));
    }

    [Fact]
    public void A_ticket_of_a_removed_lock_does_not_release_the_new_one()
    {
        var key = NewLock();
        var old = Take(key);
        RemoveLock(LockName);
        var ticket = Take(key);

        Assert.False(key.Release(old));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(ticket));
    }

    [Fact]
    public void A_lock_reset_while_held_ends_at_one_and_never_at_two()
    {
        var key = NewLock();
        var ticket = Take(key);

        ResetLock(LockName);

        Assert.False(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void Retiring_a_lock_that_was_reset_leaves_it_to_the_others()
    {
        var key = NewLock();
        var ticket = Take(key);

        ResetLock(LockName);

        Assert.False(key.Retire(ticket, ownerIsGone: false));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_reset_lock_that_another_process_took_is_left_to_that_process()
    {
        using var peer = StartPeer();
        var key = NewLock();
        var ticket = Take(key);
        ResetLock(LockName);
        Assert.Equal("locked", peer.Ask("lock"));

        Assert.False(key.Release(ticket));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.Equal("True", peer.Ask("unlock"));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_reset_lock_that_another_process_took_is_not_retired()
    {
        using var peer = StartPeer();
        var key = NewLock();
        var ticket = Take(key);
        Assert.True(key.IsHeld(ticket));
        ResetLock(LockName);
        Assert.Equal("locked", peer.Ask("lock"));

        Assert.False(key.IsHeld(ticket));
        Assert.False(key.Retire(ticket, ownerIsGone: true));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.Equal("True", peer.Ask("unlock"));
        Assert.Equal(1, UnitsOf(LockName));
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
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_reset_lock_is_still_one_lock_when_all_who_held_it_have_ended()
    {
        using var survivor = StartPeer();
        using (var first = Host.Start())
        {
            Assert.Equal("Attached 10", first.Ask($"attach\t{_key.LegacyKey}"));
            Assert.Equal("locked", first.Ask("lock"));
            ResetLock(LockName);
            Assert.Equal("locked", survivor.Ask("lock"));

            // Which of the two is told is open; that the lock works afterwards is not.
            _ = first.Ask("unlock");
            _ = survivor.Ask("unlock");
            Assert.Equal(1, UnitsOf(LockName));
            first.Kill();
        }

        Assert.Equal(1, UnitsOf(LockName));
        survivor.Kill();
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_whose_maker_died_before_it_was_usable_is_healed()
    {
        MakeUnbornLock(LockName);
        var key = NewLock();

        var ticket = await Background.Run(() => Take(key));

        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_unborn_lock_is_healed_although_processes_died_waiting_for_it()
    {
        MakeUnbornLock(LockName);
        using (var peer = Host.Start())
        {
            peer.Send($"create\t{_key.LegacyKey}\t10");
            Assert.True(peer.IsSilentFor(TimeSpan.FromMilliseconds(500)));
            peer.Kill();
        }

        var key = NewLock();
        var ticket = await Background.Run(() => Take(key));

        Assert.True(key.Release(ticket));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_short_waits_heal_an_unborn_lock_too()
    {
        MakeUnbornLock(LockName);
        var key = NewLock();

        LockTicket ticket = default;
        await Background.Run(() => Watchdog.WaitFor("the lock", () =>
            key.Acquire(TimeSpan.FromMilliseconds(20), true, CancellationToken.None, out ticket, out _) == LockOutcome.Acquired));

        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Several_who_wait_for_an_unborn_lock_meet_at_one_new_lock()
    {
        MakeUnbornLock(LockName);
        var inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Background.Run(() =>
        {
            var key = NewLock();
            var ticket = Take(key);
            Assert.Equal(1, Interlocked.Increment(ref inside));
            Thread.Sleep(5);
            Interlocked.Decrement(ref inside);
            Assert.True(key.Release(ticket));
        })));

        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_lock_whose_name_was_lost_is_given_up_for_the_one_that_newcomers_use()
    {
        var old = NewLock();
        Assert.True(old.Release(Take(old)));
        LoseLockName(LockName);
        var newcomer = NewLock();
        var ticket = Take(newcomer);

        Assert.Equal(LockOutcome.TimedOut, Try(old, TimeSpan.Zero));

        Assert.True(newcomer.Release(ticket));
        Assert.Equal(newcomer.FindHolder().Process, old.FindHolder().Process);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_lock_whose_name_is_lost_ends_with_the_current_one()
    {
        var holder = NewLock();
        var ticket = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);
        LoseLockName(LockName);

        Assert.True(holder.Release(ticket));

        var current = await waiting;
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(current));
        Assert.Equal(1, UnitsOf(LockName));
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
}
