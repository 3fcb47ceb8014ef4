// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>Locks under native keys: one lock for every program, and what is left of it when a holder is killed.</summary>
public class NativeKeyLockTests
{
    private const int Rounds = 5000;

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void Locking_attaching_and_detaching_wait_for_the_holder(KeyKind kind, PeerProgram holder, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(waiter));
        var held = holding.NewNative(world.NativeKey(kind));
        var wanted = waiting.NewNative(world.NativeKey(kind));
        Assert.True(held.Create(100));
        foreach (var step in new[] { "attach", "lock", "unlock", "detach" })
        {
            if (step == "unlock")
            {
                Assert.True(wanted.Unlock());
                continue;
            }

            Assert.True(held.Lock());
            wanted.Send(step);
            waiting.AssertWaits();
            Assert.True(held.Unlock());
            Assert.Equal("true", waiting.Answer());
        }
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.Kinds), MemberType = typeof(NativeKeyPairs))]
    public void With_the_lock_no_addition_is_lost(KeyKind kind)
    {
        var (counted, added) = CountTogether(kind, "counter", Rounds);
        Assert.Equal(added, counted);
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.Kinds), MemberType = typeof(NativeKeyPairs))]
    public void Without_the_lock_additions_are_lost(KeyKind kind)
    {
        var (counted, added) = CountTogether(kind, "counter-without-lock", 20 * Rounds);
        Assert.InRange(counted, 1, added - 1);
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void The_lock_of_a_killed_holder_is_free_again_by_the_kernel_or_by_BreakLock(KeyKind kind, PeerProgram holder, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (holding, waiting) = (world.Start(holder), world.Start(waiter));
        var held = holding.NewNative(world.NativeKey(kind));
        var wanted = waiting.NewNative(world.NativeKey(kind));
        Assert.True(held.Create(100));
        Assert.True(wanted.Attach());
        Assert.True(held.Lock());
        wanted.Send("lock");
        waiting.AssertWaits();

        holding.Kill();

        if (NativeKeyPairs.IsPosix(kind))
        {
            waiting.AssertWaits();
            Assert.True(BreakLock(world, kind, isHolderKnown: Pairs.IsQuayside(holder)));
        }

        Assert.Equal("true", waiting.Answer());
        Assert.True(wanted.Unlock());
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfPosix), MemberType = typeof(NativeKeyPairs))]
    public void The_lock_of_a_killed_holder_that_nobody_else_uses_is_broken_without_force(KeyKind kind, PeerProgram holder, PeerProgram next)
    {
        using var world = new PeerWorld();
        var holding = world.Start(holder);
        var held = holding.NewNative(world.NativeKey(kind));
        Assert.True(held.Create(100));
        Assert.True(held.Lock());
        holding.Kill();

        var waiting = world.Start(next);
        var wanted = waiting.NewNative(world.NativeKey(kind));
        Assert.True(BreakLock(world, kind, isHolderKnown: true));

        Assert.True(wanted.Attach());
        Assert.True(wanted.Lock());
        Assert.True(wanted.Unlock());
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfPosix), MemberType = typeof(NativeKeyPairs))]
    public void The_lock_of_a_living_holder_is_not_broken_without_force(KeyKind kind, PeerProgram holder, PeerProgram other)
    {
        using var world = new PeerWorld();
        var held = world.Start(holder).NewNative(world.NativeKey(kind));
        var waiting = world.Start(other);
        var wanted = waiting.NewNative(world.NativeKey(kind));
        Assert.True(held.Create(100));
        Assert.True(wanted.Attach());
        Assert.True(held.Lock());
        var breaker = world.Start(PeerProgram.Quayside).NewNative(world.NativeKey(kind));

        Assert.False(breaker.BreakLock());

        Assert.Equal(SharedMemoryError.LockError, breaker.Error);
        wanted.Send("lock");
        waiting.AssertWaits();
        Assert.True(held.Unlock());
        Assert.Equal("true", waiting.Answer());
    }

    private static bool BreakLock(PeerWorld world, KeyKind kind, bool isHolderKnown)
    {
        var breaker = world.Start(PeerProgram.Quayside).NewNative(world.NativeKey(kind));
        if (!isHolderKnown)
        {
            // Qt leaves no note, and the one who waits has the lock open as a living holder would.
            Assert.False(breaker.BreakLock());
            Assert.Equal(SharedMemoryError.LockError, breaker.Error);
        }

        return isHolderKnown ? breaker.BreakLock() : breaker.ForceLock();
    }

    private static (long Counted, long Added) CountTogether(KeyKind kind, string verb, int rounds)
    {
        using var world = new PeerWorld();
        var peers = NativeKeyPairs.Programs.Select(world.Start).ToList();
        var memories = peers.Select(peer => peer.NewNative(world.NativeKey(kind))).ToList();
        Assert.True(memories[0].Create(8));
        Assert.All(memories.Skip(1), memory => Assert.True(memory.Attach()));

        memories.ForEach(memory => memory.Send(verb, rounds));
        Assert.All(peers, peer => Assert.Equal("true", peer.Answer()));

        return (BinaryPrimitives.ReadInt64LittleEndian(memories[0].Read(0, 8)), (long)peers.Count * rounds);
    }
}
