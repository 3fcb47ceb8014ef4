// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>Semaphores under string keys: every program counts the same units.</summary>
public class SemaphoreTests
{
    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void What_one_puts_in_the_other_takes_out(PeerProgram giver, PeerProgram taker)
    {
        using var world = new PeerWorld();
        var given = world.Start(giver).NewSemaphore("share", 2);
        var taken = world.Start(taker).NewSemaphore("share", 7);

        Assert.True(taken.Acquire());
        Assert.True(taken.Acquire());
        taken.AssertWaitsFor(() => given.Release());
        taken.AssertWaitsFor(() => given.Release(3));
        Assert.True(taken.Acquire());
        Assert.True(taken.Acquire());
        taken.AssertWaitsFor(() => given.Release());
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void The_semaphore_of_a_key_is_the_lock_of_the_memory_of_this_key(PeerProgram user, PeerProgram locker)
    {
        using var world = new PeerWorld();
        var locking = world.Start(locker);
        var memory = locking.New("share");
        Assert.True(memory.Create(100));
        var semaphore = world.Start(user).NewSemaphore("share", 1);

        Assert.True(semaphore.Acquire());
        memory.Send("lock");
        locking.AssertWaits();
        Assert.True(semaphore.Release());
        Assert.Equal("true", locking.Answer());
        semaphore.AssertWaitsFor(memory.Unlock);
        Assert.True(semaphore.Release());
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void What_a_killed_process_took_comes_back(PeerProgram killed, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var dying = world.Start(killed);
        var waiting = world.Start(waiter);
        var wanted = waiting.NewSemaphore("share", 1);
        Assert.True(dying.NewSemaphore("share", 1).Acquire());
        wanted.SendAcquire();
        waiting.AssertWaits();

        dying.Kill();

        Assert.Equal("true", waiting.Answer());
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void A_signal_of_a_process_that_ends_is_kept_by_Quayside_and_lost_by_Qt(PeerProgram signaller)
    {
        using var world = new PeerWorld();
        var keeping = world.Start(PeerProgram.Qt6);
        var kept = keeping.NewSemaphore("share", 0);
        var signalling = world.Start(signaller);
        Assert.True(signalling.NewSemaphore("share", 0).Release());

        signalling.Quit();

        if (Pairs.IsQuayside(signaller))
        {
            Assert.True(kept.Acquire());
        }
        else
        {
            kept.AssertWaitsFor(() => world.Start(PeerProgram.Quayside).NewSemaphore("share", 0).Release());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Nothing_remains_when_Quayside_leaves_last(PeerProgram other)
    {
        foreach (var last in new[] { PeerProgram.QuaysideQt, PeerProgram.Quayside })
        {
            using var world = new PeerWorld();
            var (leaving, staying) = (world.Start(other), world.Start(last));
            var stays = staying.NewSemaphore("share", 1);
            var leaves = leaving.NewSemaphore("share", 1);
            Assert.True(leaves.Acquire());
            Assert.True(leaves.Release());
            leaving.Quit();
            Assert.True(stays.Acquire());
            Assert.True(stays.Release());

            staying.Quit();

            world.AssertNothingRemains();
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    public void When_the_Qt_program_that_owns_it_leaves_the_one_who_waits_goes_on_with_its_own_initial_value(PeerProgram owner, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (owning, waiting) = (world.Start(owner), world.Start(waiter));
        owning.NewSemaphore("share", 0);
        var wanted = waiting.NewSemaphore("share", 2);
        wanted.SendAcquire();
        waiting.AssertWaits();

        owning.Quit();

        Assert.Equal("true", waiting.Answer());
        Assert.True(wanted.Acquire());
        wanted.AssertWaitsFor(() => world.Start(PeerProgram.Quayside).NewSemaphore("share", 0).Release());
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void Creating_it_anew_in_Qts_manners_resets_what_others_use_only_in_Qt(PeerProgram qt)
    {
        foreach (var creator in new[] { qt, PeerProgram.QuaysideQt })
        {
            using var world = new PeerWorld();
            var used = world.Start(qt).NewSemaphore("share", 1);
            Assert.True(used.Acquire());

            var created = world.Start(creator).NewSemaphore("share", 1, "create");

            if (creator == qt)
            {
                Assert.True(used.Acquire());
            }
            else
            {
                used.AssertWaitsFor(() => created.Release());
            }
        }
    }
}
