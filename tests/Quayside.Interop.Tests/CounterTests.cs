// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>A program of Quayside's and every Qt program add to one number at once.</summary>
[Collection("Heavy")]
public class CounterTests
{
    private const int Rounds = 10_000;

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void With_the_lock_no_addition_is_lost(PeerProgram quayside)
    {
        var (counted, added) = CountTogether("counter", Rounds, quayside);
        Assert.Equal(added, counted);
    }

    [Fact]
    public void Without_the_lock_additions_are_lost()
    {
        var (counted, added) = CountTogether("counter-without-lock", 10 * Rounds, PeerProgram.QuaysideQt);
        Assert.InRange(counted, 1, added - 1);
    }

    private static (long Counted, long Added) CountTogether(string verb, int rounds, PeerProgram quayside)
    {
        using var world = new PeerWorld();
        var peers = Pairs.QtPrograms.Prepend(quayside).Select(world.Start).ToList();
        var memories = peers.Select(peer => peer.New("share")).ToList();
        Assert.True(memories[0].Create(8));
        Assert.All(memories.Skip(1), memory => Assert.True(memory.Attach()));

        memories.ForEach(memory => memory.Send(verb, rounds));
        Assert.All(peers, peer => Assert.Equal("true", peer.Answer()));

        return (BinaryPrimitives.ReadInt64LittleEndian(memories[0].Read(0, 8)), (long)peers.Count * rounds);
    }
}
