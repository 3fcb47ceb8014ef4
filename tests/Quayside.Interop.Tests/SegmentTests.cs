// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>The segment itself: its size, its bytes, who may write.</summary>
public class SegmentTests
{
    private static readonly int[] _sizes = [1, 4095, 4096, 4097, 5000];

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Size_and_bytes_are_the_same_on_both_sides(PeerProgram creator, PeerProgram attacher)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(attacher));
        foreach (var size in _sizes)
        {
            AssertSameSizeAndBytes(world, first, second, size);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void Sixty_four_mebibytes_arrive_both_ways(PeerProgram creator, PeerProgram attacher)
    {
        using var world = new PeerWorld();
        AssertSameSizeAndBytes(world, world.Start(creator), world.Start(attacher), 64 << 20);
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void A_new_segment_is_full_of_zeroes(PeerProgram creator, PeerProgram attacher)
    {
        using var world = new PeerWorld();
        Assert.True(world.Start(creator).New("share").Create(300));
        var memory = world.Start(attacher).New("share");
        Assert.True(memory.Attach());
        Assert.Equal(new byte[300], memory.Read(0, 300));
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void A_reader_attached_read_only_sees_what_the_writer_writes(PeerProgram writer, PeerProgram reader)
    {
        using var world = new PeerWorld();
        var written = world.Start(writer).New("share");
        var read = world.Start(reader).New("share");
        Assert.True(written.Create(5000));
        Assert.True(read.AttachReadOnly());

        written.Write(4998, 0x51, 0x52);

        Assert.Equal([0x51, 0x52], read.Read(4998, 2));
        Assert.True(read.Lock());
        Assert.True(read.Unlock());
        Assert.True(read.Detach());
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void Writing_to_a_read_only_segment_is_an_exception_that_the_program_survives(PeerProgram reader)
    {
        using var world = new PeerWorld();
        Assert.True(world.Start(PeerProgram.Qt6).New("share").Create(100));
        var peer = world.Start(reader);
        var memory = peer.New("share");
        Assert.True(memory.AttachReadOnly());

        memory.Send("write", 0, "x01");

        Assert.Contains("InvalidOperationException", peer.RawAnswer(), StringComparison.Ordinal);
        Assert.Equal([0], memory.Read(0, 1));
    }

    private static void AssertSameSizeAndBytes(PeerWorld world, Peer creator, Peer attacher, int size)
    {
        var (created, attached) = (creator.New("share"), attacher.New("share"));
        Assert.True(created.Create(size));
        var sent = created.Fill(seed: size);
        Assert.True(attached.Attach());

        Assert.Equal(size, created.Size);
        Assert.Equal(size, attached.Size);
        Assert.Equal(sent, attached.Checksum);
        Assert.Equal(attached.Fill(seed: size + 1), created.Checksum);

        Assert.True(attached.Destroy());
        Assert.True(created.Destroy());
        world.AssertNothingRemains();
    }
}
