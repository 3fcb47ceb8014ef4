// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Platform.Native;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <content>What these semaphores do not do, giving back what the dead held, and what takes its place.</content>
public sealed partial class PosixBackendTests
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_lock_of_a_process_that_is_killed_stays_held_until_it_is_broken()
    {
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));
        var before = DateTimeOffset.UtcNow;
        var key = NewLock();
        Assert.Equal(HolderState.Alive, key.FindHolder().State);
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        peer.Kill();

        await Background.AssertBlocked(waiting);
        var other = NewLock();
        var holder = other.FindHolder();
        Assert.Equal((HolderState.Dead, peer.Id), (holder.State, holder.Process));
        Assert.True(holder.Since < before.AddSeconds(1));
        Assert.True(other.TryBreak(force: false, out holder));
        Assert.Equal(HolderState.Dead, holder.State);
        Assert.True(key.Release(await waiting));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void Of_many_who_break_a_lock_one_does()
    {
        using (var peer = StartPeer())
        {
            Assert.Equal("locked", peer.Ask("lock"));
            peer.Kill();
        }

        Parallel.For(0, 16, _ => NewLock().TryBreak(force: false, out var _));

        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_lock_whose_holder_lives_is_broken_by_force_only_and_never_ends_above_one()
    {
        var holder = NewLock();
        var ticket = Take(holder);
        var key = NewLock();

        Assert.False(key.TryBreak(force: false, out var found));
        Assert.Equal((HolderState.Alive, Environment.ProcessId), (found.State, found.Process));
        Assert.Equal(0, UnitsOf(LockName));

        Assert.True(key.TryBreak(force: true, out _));
        Assert.False(holder.IsHeld(ticket));
        Assert.False(holder.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_free_lock_is_not_broken()
    {
        var key = NewLock();
        Assert.True(key.TryBreak(force: true, out var holder));
        Assert.Equal(LockHolder.Nobody, holder);
        Assert.Equal(-1, UnitsOf(LockName));

        Assert.True(key.Release(Take(key)));
        Assert.True(key.TryBreak(force: true, out holder));
        Assert.Equal(LockHolder.Nobody, holder);
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_holder_that_leaves_no_note_is_unknown_while_anybody_lives_and_dead_when_nobody_does()
    {
        using var directory = new PrivateDirectory();
        using var foreign = ForeignProgram.Start(directory, "lock", LockName);
        var key = NewLock();
        Assert.Equal(LockOutcome.TimedOut, Try(key, TimeSpan.Zero));

        Assert.Equal(new LockHolder(HolderState.Unknown, 0, null), key.FindHolder());
        Assert.False(key.TryBreak(force: false, out _));

        foreign.Kill();

        Assert.Equal(new LockHolder(HolderState.Dead, 0, null), key.FindHolder());
        Assert.True(key.TryBreak(force: false, out _));
        Assert.True(key.Release(Take(key)));
    }

    [Fact]
    public void A_holder_of_another_PID_namespace_is_unknown()
    {
        using var peer = Host.StartUnshared("-pf", "true");
        Assert.Equal("Created 10", peer.Ask($"create\t{Key}\t10"));
        Assert.Equal("locked", peer.Ask("lock"));
        var key = NewLock();

        var holder = key.FindHolder();

        Assert.Equal((HolderState.Unknown, 0), (holder.State, holder.Process));
        Assert.NotNull(holder.Since);
        Assert.False(key.TryBreak(force: false, out _));
        Assert.Equal("True", peer.Ask("unlock"));
        Assert.Equal(0, peer.WaitForExit());
    }

    [Fact]
    public void Who_is_stopped_while_it_looks_at_a_lock_keeps_nobody_longer_than_the_time_given()
    {
        var first = NewLock();
        Assert.True(first.Release(Take(first)));
        first.Dispose();
        var key = NewLock();
        var descriptor = LibC.open(QtPosixSemaphore.PathOf(LockName), LibC.O_CLOEXEC, 0);
        Assert.Equal(0, LibC.fcntl(descriptor, LibC.F_SETSIG, LibC.SIGURG));
        Assert.Equal(0, LibC.fcntl(descriptor, LibC.F_SETLEASE, LibC.F_WRLCK));

        Assert.Equal(LockOutcome.TimedOut, Try(key, TimeSpan.Zero));

        Assert.Equal(0, LibC.close(descriptor));
        Assert.True(key.Release(Take(key)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task While_the_holder_of_a_lock_that_lost_its_name_lives_it_is_waited_for()
    {
        var holder = NewLock();
        var lost = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        ResetLock(LockName);

        await Background.AssertBlocked(waiting);
        Assert.False(holder.Release(lost));
        var ticket = await waiting;
        Assert.NotEqual(lost, ticket);
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(ticket));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Nobody_waits_for_the_dead_holder_of_a_lock_that_lost_its_name()
    {
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);
        peer.Kill();

        ResetLock(LockName);

        Assert.True(key.Release(await waiting));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void A_lock_that_a_foreign_program_has_open_is_not_retired()
    {
        var address = QtPosixSemaphore.Take(LockName);
        using var peer = StartPeerAfter(() => NativeSemaphore.Post(address));
        Assert.Equal("disposed", peer.Ask("dispose"));
        Assert.True(Backend.IsAbsent(Name));

        Assert.Equal(1, UnitsOf(LockName));
        Assert.Equal(0, NativeSemaphore.Close(address));
    }

    [Fact]
    public void A_file_too_short_for_a_semaphore_is_none()
    {
        File.WriteAllText(QtPosixSemaphore.PathOf(LockName), "short");

        Assert.Equal(LockOutcome.Failed, NewLock().Acquire(TimeSpan.Zero, true, default, out _, out var failure));

        Assert.Equal(IpcError.Damaged, failure.Error);
        File.Delete(QtPosixSemaphore.PathOf(LockName));
    }

    private ChildProcess StartPeerAfter(Func<int> release)
    {
        Assert.Equal(0, release());
        return StartPeer();
    }
}
