// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>The lock is one lock: whoever holds it keeps every other program out.</summary>
public class LockTests
{
    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void A_holder_keeps_the_other_out_until_it_releases(PeerProgram holder, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(waiter));
        var (held, wanted) = (holding.New("share"), waiting.New("share"));
        Assert.True(held.Create(100));
        Assert.True(wanted.Attach());

        Assert.True(held.Lock());
        wanted.Send("lock");
        waiting.AssertWaits();
        Assert.True(held.Unlock());

        Assert.Equal("true", waiting.Answer());
        Assert.True(wanted.Unlock());
        Assert.False(wanted.Unlock());
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Attaching_and_detaching_wait_for_the_holder(PeerProgram holder, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(waiter));
        var (held, wanted) = (holding.New("share"), waiting.New("share"));
        Assert.True(held.Create(100));
        foreach (var step in new[] { "attach", "detach" })
        {
            Assert.True(held.Lock());
            wanted.Send(step);
            waiting.AssertWaits();
            Assert.True(held.Unlock());
            Assert.Equal("true", waiting.Answer());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void The_lock_of_a_killed_holder_passes_to_the_one_who_waits(PeerProgram holder, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(waiter));
        var (held, wanted) = (holding.New("share"), waiting.New("share"));
        Assert.True(wanted.Create(100));
        Assert.True(held.Attach());
        Assert.True(held.Lock());
        wanted.Send("lock");
        waiting.AssertWaits();

        holding.Kill();

        Assert.Equal("true", waiting.Answer());
        Assert.True(wanted.Unlock());
        waiting.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void Creating_what_exists_leaves_the_lock_with_its_holder(PeerProgram creator)
    {
        using var world = new PeerWorld();
        var (holding, creating, third) = (world.Start(PeerProgram.Qt5), world.Start(creator), world.Start(PeerProgram.Qt6));
        var (held, wanted) = (holding.New("share"), third.New("share"));
        Assert.True(held.Create(100));
        Assert.True(wanted.Attach());
        Assert.True(held.Lock());

        var refused = creating.New("share");
        refused.Send("create", 100);
        creating.AssertWaits();
        wanted.Send("lock");
        third.AssertWaits();

        Assert.True(held.Unlock());
        Assert.Equal("true", third.Answer());
        Assert.True(wanted.Unlock());
        Assert.Equal("false", creating.Answer());
        Assert.Equal(SharedMemoryError.AlreadyExists, refused.Error);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void A_program_that_ends_while_holding_lets_the_next_one_in(PeerProgram holder, PeerProgram next)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(next));
        var (held, wanted) = (holding.New("share"), waiting.New("share"));
        Assert.True(wanted.Create(100));
        Assert.True(held.Attach());
        Assert.True(held.Lock());
        wanted.Send("lock");

        holding.Quit();

        Assert.Equal("true", waiting.Answer());
        Assert.True(wanted.Unlock());
    }
}
