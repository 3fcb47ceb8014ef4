// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>Who comes and goes first makes no difference, and the last one out leaves nothing behind.</summary>
public class LifetimeTests
{
    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void The_consumer_goes_on_after_the_creator_has_ended(PeerProgram creator, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(consumer));
        var (created, attached) = (first.New("share"), second.New("share"));
        Assert.True(created.Create(5000));
        var content = created.Fill(seed: 1);
        Assert.True(attached.Attach());

        first.Quit();

        Assert.True(attached.Lock());
        Assert.Equal(content, attached.Checksum);
        Assert.True(attached.Unlock());
        Assert.Equal(content, AttachNewcomer(world, consumer));
        Assert.Equal(content, AttachNewcomer(world, creator));
        Assert.True(attached.Detach());
        Assert.Empty(world.Segments);
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Nothing_remains_when_the_creator_leaves_last(PeerProgram creator, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(consumer));
        Assert.True(first.New("share").Create(5000));
        Assert.True(second.New("share").Attach());

        second.Quit();
        first.Quit();

        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Nothing_remains_when_Quayside_leaves_last(PeerProgram creator)
    {
        foreach (var last in new[] { PeerProgram.QuaysideQt, PeerProgram.Quayside })
        {
            using var world = new PeerWorld();
            LeaveInTurn(world, creator, last);
            world.AssertNothingRemains();
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    public void Qt_that_leaves_last_takes_the_segment_and_leaves_the_lock_that_it_did_not_make(PeerProgram creator, PeerProgram last)
    {
        using var world = new PeerWorld();
        LeaveInTurn(world, creator, last);

        Assert.Empty(world.Segments);
        Assert.Single(world.SemaphoreSets);
        Assert.StartsWith("qipc_systemsem_share", Assert.Single(world.KeyFiles.Names), StringComparison.Ordinal);

        // Whoever of Quayside comes by next clears it away.
        var peer = world.Start(PeerProgram.Quayside);
        Assert.False(peer.New("share").Remove());
        peer.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    public void Quayside_that_leaves_last_leaves_the_lock_to_the_Qt_program_that_owns_it(PeerProgram creator, PeerProgram last)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(last));
        var (created, attached) = (first.New("share"), second.New("share"));
        Assert.True(created.Create(5000));
        Assert.True(attached.Attach());
        var owned = Assert.Single(world.SemaphoreSets);
        Assert.True(created.Detach());

        second.Quit();

        Assert.Empty(world.Segments);
        Assert.Equal(owned, Assert.Single(world.SemaphoreSets));
        Assert.True(created.Create(7000));
        first.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    public void Quayside_that_leaves_last_takes_the_lock_of_a_Qt_program_that_was_killed(PeerProgram creator, PeerProgram last)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(last));
        Assert.True(first.New("share").Create(5000));
        Assert.True(second.New("share").Attach());
        first.Kill();

        second.Quit();

        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void An_object_that_looked_too_early_attaches_once_the_segment_is_there(PeerProgram creator, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (created, attached) = (world.Start(creator).New("share"), world.Start(consumer).New("share"));
        Assert.False(attached.Attach());
        Assert.Equal(SharedMemoryError.NotFound, attached.Error);

        Assert.True(created.Create(100));

        Assert.True(attached.Attach());
        Assert.Equal(SharedMemoryError.NoError, attached.Error);
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void The_key_is_free_again_after_both_have_left(PeerProgram creator, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (created, attached) = (world.Start(creator).New("share"), world.Start(consumer).New("share"));
        foreach (var size in new[] { 100, 7000 })
        {
            Assert.True(created.Create(size));
            Assert.True(attached.Attach());
            Assert.Equal(size, attached.Size);
            Assert.True(created.Detach());
            Assert.True(attached.Detach());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void A_second_creator_is_told_that_the_segment_exists_and_harms_nothing(PeerProgram creator, PeerProgram second)
    {
        using var world = new PeerWorld();
        var (created, refused) = (world.Start(creator).New("share"), world.Start(second).New("share"));
        Assert.True(created.Create(100));
        var content = created.Fill(seed: 1);

        Assert.False(refused.Create(200));

        Assert.Equal(SharedMemoryError.AlreadyExists, refused.Error);
        Assert.True(refused.Attach());
        Assert.Equal(100, refused.Size);
        Assert.Equal(content, refused.Checksum);
    }

    private static void LeaveInTurn(PeerWorld world, PeerProgram creator, PeerProgram last)
    {
        var (first, second) = (world.Start(creator), world.Start(last));
        var attached = second.New("share");
        Assert.True(first.New("share").Create(5000));
        Assert.True(attached.Attach());
        first.Quit();
        Assert.True(attached.Lock());
        Assert.True(attached.Unlock());
        second.Quit();
    }

    private static string AttachNewcomer(PeerWorld world, PeerProgram program)
    {
        var peer = world.Start(program);
        var memory = peer.New("share");
        Assert.True(memory.Attach());
        var content = memory.Checksum;
        peer.Quit();
        return content;
    }
}
