// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.Scenarios;

/// <summary>What becomes of the lock when programs come and go: as Qt programs do it, and beside it as Quayside's do.</summary>
public class LockScenarioTests
{
    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void A_create_of_Qt_that_is_refused_lets_others_in_and_leaves_the_lock_open_for_two(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (holder, other) = (world.Start(qt).New("share"), world.Start(qt).New("share"));
        Assert.True(holder.Create(100));
        Assert.True(other.Attach());
        Assert.True(holder.Lock());

        var intruder = world.Start(qt).New("share");
        Assert.False(intruder.Create(100));

        Assert.True(other.Lock());
        Assert.True(holder.Unlock());
        Assert.True(other.Unlock());
        Assert.True(holder.Lock());
        Assert.True(other.Lock());
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    public void A_create_of_Quayside_that_is_refused_waits_and_lets_nobody_in(PeerProgram quayside, PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (waiting, intruding) = (world.Start(qt), world.Start(quayside));
        var (holder, other) = (world.Start(qt).New("share"), waiting.New("share"));
        Assert.True(holder.Create(100));
        Assert.True(other.Attach());
        Assert.True(holder.Lock());

        intruding.New("share").Send("create", 100);
        intruding.AssertWaits();
        other.Send("lock");
        waiting.AssertWaits();

        Assert.True(holder.Unlock());
        Assert.Equal("false", intruding.Answer());
        Assert.Equal("true", waiting.Answer());
        Assert.True(other.Unlock());
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void A_creator_of_Qt_that_goes_takes_the_lock_from_its_holder_and_a_newcomer_gets_in(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (creator, holder, newcomer) = (world.Start(qt).New("share"), world.Start(qt).New("share"), world.Start(qt).New("share"));
        Assert.True(creator.Create(100));
        Assert.True(holder.Attach());
        Assert.True(creator.Detach());
        Assert.True(holder.Lock());

        Assert.True(creator.Destroy());

        Assert.True(newcomer.Attach());
        Assert.True(newcomer.Lock());
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    public void A_creator_of_Quayside_that_goes_leaves_the_lock_with_its_holder(PeerProgram quayside, PeerProgram qt)
    {
        using var world = new PeerWorld();
        var arriving = world.Start(qt);
        var (creator, holder, newcomer) = (world.Start(quayside).New("share"), world.Start(qt).New("share"), arriving.New("share"));
        Assert.True(creator.Create(100));
        Assert.True(holder.Attach());
        Assert.True(creator.Detach());
        Assert.True(holder.Lock());

        Assert.True(creator.Destroy());

        newcomer.Send("attach");
        arriving.AssertWaits();
        Assert.True(holder.Unlock());
        Assert.Equal("true", arriving.Answer());
    }

    [Fact]
    public void A_POSIX_lock_of_Qt_whose_holder_was_killed_is_never_free_again()
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(Qt68), world.Start(Qt68));
        var held = holding.NewNative(world.NativeKey(KeyKind.Posix));
        Assert.True(held.Create(100));
        Assert.True(held.Lock());

        holding.Kill();

        waiting.NewNative(world.NativeKey(KeyKind.Posix)).Send("attach");
        waiting.AssertWaits();
    }

    [Fact]
    public void A_POSIX_lock_whose_holder_was_killed_is_broken_on_request()
    {
        using var world = new PeerWorld();
        var (holding, waiting, breaking) = (world.Start(Qt68), world.Start(Qt68), world.Start(PeerProgram.Quayside));
        var held = holding.NewNative(world.NativeKey(KeyKind.Posix));
        Assert.True(held.Create(100));
        Assert.True(held.Lock());
        holding.Kill();
        var waiter = waiting.NewNative(world.NativeKey(KeyKind.Posix));
        waiter.Send("attach");
        waiting.AssertWaits();

        // Qt leaves no word of who it is, and the one who waits uses the lock too; so it takes force.
        var breaker = breaking.NewNative(world.NativeKey(KeyKind.Posix));
        Assert.False(breaker.BreakLock());
        Assert.True(breaker.ForceLock());

        Assert.Equal("true", waiting.Answer());
    }

    [Fact]
    public void A_create_of_Qt_that_is_refused_puts_another_POSIX_lock_under_the_name_and_two_are_inside()
    {
        using var world = new PeerWorld();
        var key = world.NativeKey(KeyKind.Posix);
        var holder = world.Start(Qt68).NewNative(key);
        Assert.True(holder.Create(100));
        Assert.True(holder.Lock());

        var intruder = world.Start(Qt68).NewNative(key);
        Assert.False(intruder.Create(100));
        var newcomer = world.Start(Qt68).NewNative(key);
        Assert.True(newcomer.Attach());
        Assert.True(newcomer.Lock());
        Assert.True(holder.Unlock());
        Assert.True(holder.Lock());
    }

    /// <summary>Gets Qt 6.8, or skips the test when this run does not have it.</summary>
    private static PeerProgram Qt68
    {
        get
        {
            Assert.SkipUnless(PeerExecutables.HasQt68, "Qt 6.8 is not here: `./test --qt68` makes it.");
            return PeerProgram.Qt68;
        }
    }
}
