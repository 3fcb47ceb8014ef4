// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>Programs are killed wherever they happen to be in their use of the lock; the lock stays one lock.</summary>
[Collection("Heavy")]
public class KillTests
{
    private const int Kills = 12;
    private const int Rounds = 2000;

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void After_many_kills_two_programs_still_count_without_loss(PeerProgram victim, PeerProgram survivor)
    {
        using var world = new PeerWorld();
        Peer[] survivors = [world.Start(survivor), world.Start(victim)];
        var memories = survivors.Select(peer => peer.New("share")).ToList();
        Assert.True(memories[0].Create(8));
        Assert.True(memories[1].Attach());

        var random = new Random(Kills);
        for (var kill = 0; kill < Kills; kill++)
        {
            var dying = world.Start(victim);
            var memory = dying.New("share");
            Assert.True(memory.Attach());
            memory.Send("counter", int.MaxValue);
            memories[0].Send("counter", 100);
            Thread.Sleep(random.Next(10));
            dying.Kill();
            Assert.Equal("true", survivors[0].Answer());
        }

        memories[0].Write(0, new byte[8]);
        memories.ForEach(memory => memory.Send("counter", Rounds));
        Assert.All(survivors, peer => Assert.Equal("true", peer.Answer()));
        Assert.Equal(2 * Rounds, BinaryPrimitives.ReadInt64LittleEndian(memories[1].Read(0, 8)));

        Assert.True(memories[0].Destroy());
        Assert.True(memories[1].Destroy());
        Assert.Empty(world.Segments);
    }
}
