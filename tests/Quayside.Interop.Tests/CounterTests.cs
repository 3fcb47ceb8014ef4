// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;

namespace Quayside.Interop.Tests;

/// <summary>Three programs add to one number at once.</summary>
[Collection("Heavy")]
public class CounterTests
{
    private const int Rounds = 10_000;

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void With_the_lock_no_addition_is_lost(PeerProgram quayside) =>
        Assert.Equal(3 * Rounds, CountTogether("counter", Rounds, quayside));

    [Fact]
    public void Without_the_lock_additions_are_lost()
    {
        const int Many = 10 * Rounds;
        Assert.InRange(CountTogether("counter-without-lock", Many, PeerProgram.QuaysideQt), 1, (3L * Many) - 1);
    }

    private static long CountTogether(string verb, int rounds, PeerProgram quayside)
    {
        using var world = new PeerWorld();
        Peer[] peers = [world.Start(quayside), world.Start(PeerProgram.Qt5), world.Start(PeerProgram.Qt6)];
        var memories = peers.Select(peer => peer.New("share")).ToList();
        Assert.True(memories[0].Create(8));
        Assert.All(memories.Skip(1), memory => Assert.True(memory.Attach()));

        memories.ForEach(memory => memory.Send(verb, rounds));
        Assert.All(peers, peer => Assert.Equal("true", peer.Answer()));

        return BinaryPrimitives.ReadInt64LittleEndian(memories[0].Read(0, 8));
    }
}
