// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>What Qt programs do to locks under native keys, and that Quayside tells of it and gets over it.</summary>
public class NativeKeyHazardTests
{
    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKindAlone), MemberType = typeof(NativeKeyPairs))]
    public void A_refused_create_of_Qt_takes_the_held_lock_away_and_Quayside_tells_its_holder(KeyKind kind, PeerProgram intruder)
    {
        using var world = new PeerWorld();
        var (one, other) = (world.Start(PeerProgram.QuaysideQt), world.Start(PeerProgram.Quayside));
        var (ones, others) = (one.NewNative(world.NativeKey(kind)), other.NewNative(world.NativeKey(kind)));
        Assert.True(ones.Create(100));
        Assert.True(others.Attach());
        Assert.True(ones.Lock());
        var intruding = world.Start(intruder);
        var refused = intruding.NewNative(world.NativeKey(kind));
        refused.Send("create", 100);
        if (Pairs.IsQuayside(intruder))
        {
            intruding.AssertWaits();
            Assert.True(ones.Unlock());
            Assert.Equal("false", intruding.Answer());
        }
        else
        {
            // It does not wait: it resets the semaphore of System V, and replaces the one of POSIX.
            Assert.Equal("false", intruding.Answer());
            Assert.False(ones.Unlock());
        }

        Assert.Equal(SharedMemoryError.AlreadyExists, refused.Error);
        AssertExclude(ones, others, other);

        // A Qt program that tried to create takes the lock with it when it ends.
        intruding.Quit();
        AssertExclude(ones, others, other);
        other.Quit();
        one.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKindAlone), MemberType = typeof(NativeKeyPairs))]
    public void When_the_creator_leaves_the_others_agree_on_one_lock(KeyKind kind, PeerProgram creator)
    {
        using var world = new PeerWorld();
        var creating = world.Start(creator);
        Assert.True(creating.NewNative(world.NativeKey(kind)).Create(100));
        var (one, other) = (world.Start(PeerProgram.QuaysideQt), world.Start(PeerProgram.Quayside));
        var (ones, others) = (one.NewNative(world.NativeKey(kind)), other.NewNative(world.NativeKey(kind)));
        Assert.True(ones.Attach());
        Assert.True(others.Attach());

        creating.Quit();

        AssertExclude(ones, others, other);
        other.Quit();
        one.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKindAlone), MemberType = typeof(NativeKeyPairs))]
    public void Programs_that_come_and_go_while_Quayside_counts_lose_it_nothing(KeyKind kind, PeerProgram visitor)
    {
        const int Rounds = 3000;
        const int Visits = 10;
        using var world = new PeerWorld();
        var counting = world.Start(PeerProgram.Quayside);
        var counter = counting.NewNative(world.NativeKey(kind));
        Assert.True(counter.Create(8));
        counter.Send("counter", Rounds);
        var visiting = world.Start(visitor);
        var visited = visiting.NewNative(world.NativeKey(kind));
        for (var visit = 0; visit < Visits; visit++)
        {
            Assert.True(visited.Attach());
            Assert.Equal("true", visited.Ask("counter", 10));
            Assert.True(visited.Detach());
        }

        Assert.Equal("true", counting.Answer());
        Assert.Equal(Rounds + (10 * Visits), BitConverter.ToInt64(counter.Read(0, 8)));
    }

    private static void AssertExclude(PeerMemory ones, PeerMemory others, Peer other)
    {
        Assert.True(ones.Lock());
        others.Send("lock");
        other.AssertWaits();
        Assert.True(ones.Unlock());
        Assert.Equal("true", other.Answer());
        Assert.True(others.Unlock());
    }
}
