// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>What Qt programs do to the lock under the others, and that Quayside gets over it without making it worse.</summary>
public class LockHazardTests
{
    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    [InlineData(PeerProgram.QuaysideQt, PeerProgram.Quayside)]
    [InlineData(PeerProgram.Quayside, PeerProgram.QuaysideQt)]
    public void When_a_Qt_creator_takes_the_lock_away_the_others_agree_on_a_new_one(PeerProgram first, PeerProgram second)
    {
        using var world = new PeerWorld();
        var creator = world.Start(PeerProgram.Qt6);
        var created = creator.New("share");
        Assert.True(created.Create(100));
        var (one, other) = (world.Start(first), world.Start(second));
        var (ones, others) = (one.New("share"), other.New("share"));
        Assert.True(ones.Attach());
        Assert.True(others.Attach());
        Assert.True(created.Lock());
        ones.Send("lock");
        one.AssertWaits();

        creator.Quit();

        // Qt gives the lock back and then removes it, so the one who waited may have got the old one or a new one. A Qt program in
        // its place would make a lock of value 2 when it releases the old one; Quayside makes none.
        Assert.Equal("true", one.Answer());
        ones.Ask("unlock");
        Assert.True(ones.Lock());
        others.Send("lock");
        other.AssertWaits();
        Assert.True(ones.Unlock());
        Assert.Equal("true", other.Answer());
        Assert.True(others.Unlock());
        other.Quit();
        one.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void When_a_Qt_create_resets_the_held_lock_it_excludes_again_afterwards(PeerProgram first, PeerProgram second)
    {
        using var world = new PeerWorld();
        var (one, other) = (world.Start(first), world.Start(second));
        var (ones, others) = (one.New("share"), other.New("share"));
        var quayside = Pairs.IsQuayside(first) ? ones : others;
        Assert.True(ones.Create(100));
        Assert.True(others.Attach());
        Assert.True(quayside.Lock());

        // Qt's create() does not wait: it sets the semaphore to 1 first.
        var intruder = world.Start(Pairs.IsQuayside(first) ? second : first).New("share");
        Assert.False(intruder.Create(100));
        Assert.Equal(SharedMemoryError.AlreadyExists, intruder.Error);

        Assert.False(quayside.Unlock());
        Assert.True(ones.Lock());
        others.Send("lock");
        other.AssertWaits();
        Assert.True(ones.Unlock());
        Assert.Equal("true", other.Answer());
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void Qt_programs_that_come_and_go_while_Quayside_counts_lose_it_nothing(PeerProgram quayside)
    {
        const int Rounds = 3000;
        using var world = new PeerWorld();
        var counting = world.Start(quayside);
        var counter = counting.New("share");
        Assert.True(counter.Create(8));
        counter.Send("counter", Rounds);
        var additions = Rounds;
        foreach (var program in Pairs.QtPrograms.Concat(Pairs.QtPrograms))
        {
            var visitor = world.Start(program);
            var visiting = visitor.New("share");
            for (var visit = 0; visit < 10; visit++)
            {
                Assert.True(visiting.Attach());
                Assert.Equal("true", visiting.Ask("counter", 10));
                additions += 10;
                Assert.True(visiting.Detach());
            }

            visitor.Quit();
        }

        Assert.Equal("true", counting.Answer());
        Assert.Equal(additions, BitConverter.ToInt64(counter.Read(0, 8)));
    }
}
