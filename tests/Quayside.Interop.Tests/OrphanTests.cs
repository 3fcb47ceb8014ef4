// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>A program is killed and its segment stays behind: what the others can do.</summary>
public class OrphanTests
{
    [Theory]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    [InlineData(PeerProgram.QuaysideQt, PeerProgram.Qt5)]
    [InlineData(PeerProgram.QuaysideQt, PeerProgram.Qt6)]
    [InlineData(PeerProgram.Quayside, PeerProgram.Qt5)]
    [InlineData(PeerProgram.Quayside, PeerProgram.Qt6)]
    public void Attaching_finds_the_content_and_detaching_clears_the_orphan_away(PeerProgram killed, PeerProgram finder)
    {
        using var world = new PeerWorld();
        var content = LeaveOrphan(world, killed);
        var memory = world.Start(finder).New("share");

        Assert.False(memory.Create(64));
        Assert.Equal(SharedMemoryError.AlreadyExists, memory.Error);
        Assert.True(memory.Attach());
        Assert.Equal(content, memory.Checksum);
        Assert.True(memory.Detach());
        Assert.Empty(world.Segments);

        Assert.True(memory.Create(64));
        Assert.Equal(64, memory.Size);
        Assert.True(memory.Destroy());
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void The_orphan_that_a_create_was_refused_for_is_destroyed_by_Qt_68_and_by_no_other(PeerProgram qt)
    {
        using var world = new PeerWorld();
        LeaveOrphan(world, PeerProgram.QuaysideQt);
        var memory = world.Start(qt).New("share");

        Assert.False(memory.Create(64));
        Assert.Equal(SharedMemoryError.AlreadyExists, memory.Error);
        Assert.True(memory.Destroy());

        Assert.Equal(qt == PeerProgram.Qt68 ? 0 : 1, world.Segments.Count);
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void CreateOrAttach_recovers_the_content(PeerProgram killed)
    {
        using var world = new PeerWorld();
        var content = LeaveOrphan(world, killed);
        var peer = world.Start(PeerProgram.Quayside);
        var memory = peer.New("share");

        Assert.True(memory.CreateOrAttach(5000));

        Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
        Assert.Equal(content, memory.Checksum);
        peer.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Replace_puts_a_fresh_segment_in_the_orphans_place(PeerProgram killed)
    {
        using var world = new PeerWorld();
        LeaveOrphan(world, killed);
        var peer = world.Start(PeerProgram.Quayside);
        var memory = peer.New("share");

        Assert.True(memory.Replace(64));

        Assert.Equal(SharedMemoryOrigin.Replaced, memory.Origin);
        Assert.Equal(64, memory.Size);
        Assert.Equal(new byte[64], memory.Read(0, 64));
        Assert.Single(world.Segments);
        peer.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Replace_leaves_the_old_segment_to_the_one_attached_and_gives_the_new_one_to_newcomers(PeerProgram attached)
    {
        using var world = new PeerWorld();
        var (earlier, provider, newcomer) = (world.Start(attached), world.Start(PeerProgram.Quayside), world.Start(attached));
        var (old, fresh, found) = (earlier.New("share"), provider.New("share"), newcomer.New("share"));
        Assert.True(old.Create(5000));
        var oldContent = old.Fill(seed: 1);

        Assert.True(fresh.Replace(64));
        var freshContent = fresh.Fill(seed: 2);

        Assert.Equal(SharedMemoryOrigin.Replaced, fresh.Origin);
        Assert.True(found.Attach());
        Assert.Equal(64, found.Size);
        Assert.Equal(freshContent, found.Checksum);
        Assert.Equal(5000, old.Size);
        Assert.Equal(oldContent, old.Checksum);

        // The one who still has the old segment must not take the new one away when it leaves.
        earlier.Quit();
        Assert.True(found.Detach());
        Assert.True(found.Attach());
        Assert.Equal(freshContent, found.Checksum);
        newcomer.Quit();
        provider.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    public void A_Qt_provider_cannot_create_while_a_consumer_is_attached(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (provided, consumed) = (world.Start(provider).New("share"), world.Start(consumer).New("share"));
        Assert.True(provided.Create(100));
        Assert.True(consumed.Attach());
        Assert.True(provided.Detach());

        Assert.False(provided.Create(200));
        Assert.Equal(SharedMemoryError.AlreadyExists, provided.Error);

        Assert.True(consumed.Detach());
        if (provider == PeerProgram.Qt68)
        {
            // Since 6.6 Qt first looks once more for the segment that it found then, and gives up when it is gone.
            Assert.False(provided.Create(200));
        }

        Assert.True(provided.Create(200));
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Remove_takes_the_name_from_an_orphan(PeerProgram killed)
    {
        using var world = new PeerWorld();
        LeaveOrphan(world, killed);
        var peer = world.Start(PeerProgram.Quayside);
        var memory = peer.New("share");

        Assert.True(memory.Remove());
        Assert.False(memory.Remove());

        Assert.False(memory.Attach());
        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
        peer.Quit();
        world.AssertNothingRemains();
    }

    private static string LeaveOrphan(PeerWorld world, PeerProgram program)
    {
        var peer = world.Start(program);
        var memory = peer.New("share");
        Assert.True(memory.Create(5000));
        var content = memory.Fill(seed: 42);
        Assert.True(memory.Lock());
        peer.Kill();
        Assert.Equal(0, Assert.Single(world.Segments).Attached);
        return content;
    }
}
