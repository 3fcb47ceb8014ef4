// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>Semaphores under native keys.</summary>
public class NativeKeySemaphoreTests
{
    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void What_one_puts_in_the_other_takes_out(KeyKind kind, PeerProgram giver, PeerProgram taker)
    {
        using var world = new PeerWorld();
        var given = world.Start(giver).NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1);
        var taken = world.Start(taker).NewNativeSemaphore(world.NativeSemaphoreKey(kind), 7);

        Assert.True(taken.Acquire());
        taken.AssertWaitsFor(() => given.Release());
        taken.AssertWaitsFor(() => given.Release(2));
        Assert.True(taken.Acquire());
        taken.AssertWaitsFor(() => given.Release());
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void The_semaphore_of_a_key_is_the_lock_of_the_memory_of_this_key(KeyKind kind, PeerProgram user, PeerProgram locker)
    {
        using var world = new PeerWorld();
        var locking = world.Start(locker);
        var memory = locking.NewNative(world.NativeKey(kind));
        Assert.True(memory.Create(100));
        var semaphore = world.Start(user).NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1);

        Assert.True(semaphore.Acquire());
        memory.Send("lock");
        locking.AssertWaits();
        Assert.True(semaphore.Release());
        Assert.Equal("true", locking.Answer());
        semaphore.AssertWaitsFor(memory.Unlock);
        Assert.True(semaphore.Release());
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void What_a_killed_process_took_comes_back_with_System_V_alone(KeyKind kind, PeerProgram killed, PeerProgram waiter)
    {
        using var world = new PeerWorld();
        var (dying, waiting) = (world.Start(killed), world.Start(waiter));
        var wanted = waiting.NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1);
        Assert.True(dying.NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1).Acquire());
        wanted.SendAcquire();
        waiting.AssertWaits();

        dying.Kill();

        if (NativeKeyPairs.IsPosix(kind))
        {
            waiting.AssertWaits();
            Assert.True(world.Start(PeerProgram.Quayside).NewNativeSemaphore(world.NativeSemaphoreKey(kind), 0).Release());
        }

        Assert.Equal("true", waiting.Answer());
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void Nothing_remains_when_Quayside_leaves_last(KeyKind kind, PeerProgram first, PeerProgram second)
    {
        using var world = new PeerWorld();
        var (leaving, staying) = Pairs.IsQuayside(second) ? (world.Start(first), world.Start(second)) : (world.Start(second), world.Start(first));
        var stays = staying.NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1);
        var leaves = leaving.NewNativeSemaphore(world.NativeSemaphoreKey(kind), 1);
        Assert.True(leaves.Acquire());
        Assert.True(leaves.Release());
        leaving.Quit();
        Assert.True(stays.Acquire());

        staying.Quit();

        world.AssertNothingRemains();
    }
}
