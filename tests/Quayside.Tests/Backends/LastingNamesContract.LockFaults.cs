// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <content>What Qt peers and cleaners of temporary files do to a lock, and what must come of it.</content>
public abstract partial class LastingNamesContract
{
    [Fact]
    public void Taking_makes_the_lock_or_finds_it_and_releasing_leaves_it_free()
    {
        var (first, second) = (NewLock(), NewLock());

        var made = Take(first);
        Assert.True(first.Release(made));
        var found = Take(second);
        Assert.True(second.Release(found));

        Assert.Equal(made, found);
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_lock_removed_while_free_is_found_or_made_anew()
    {
        var key = NewLock();
        Assert.True(key.Release(Take(key)));

        RemoveLock(LockName);

        Assert.True(key.Release(Take(key, mustBeCurrent: false)));
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
        var newcomer = NewLock();
        var ticket = Take(newcomer);

        Assert.False(key.Release(old));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(newcomer.Release(ticket));
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
        var key = NewLock();
        var ticket = Take(key);
        ResetLock(LockName);
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));

        Assert.False(key.Release(ticket));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.Equal("True", peer.Ask("unlock"));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_reset_lock_that_another_process_took_is_not_retired()
    {
        var key = NewLock();
        var ticket = Take(key);
        Assert.True(key.IsHeld(ticket));
        ResetLock(LockName);
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));

        Assert.False(key.IsHeld(ticket));
        Assert.False(key.Retire(ticket, ownerIsGone: true));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.Equal("True", peer.Ask("unlock"));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_reset_lock_is_still_one_lock_when_all_who_held_it_have_ended()
    {
        using var survivor = Host.Start();
        using (var first = StartPeer())
        {
            Assert.Equal("locked", first.Ask("lock"));
            ResetLock(LockName);
            Assert.Equal($"Attached {SizeFor(10)}", survivor.Ask($"attach\t{Key}"));
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
}
