// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <content>What only these semaphores do: they are removed under their waiters, undone at a death, and born in two steps.</content>
public sealed partial class SystemVBackendTests
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_lock_of_a_process_that_is_killed_is_free_at_once()
    {
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        peer.Kill();

        Assert.True(key.Release(await waiting));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_lock_that_is_removed_gets_the_new_one()
    {
        var holder = NewLock();
        var lost = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);

        RemoveLock(LockName);

        var ticket = await waiting;
        Assert.NotEqual(lost.Id, ticket.Id);
        Assert.False(holder.Release(lost));
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_of_Qt_that_lost_its_name_is_taken_together_with_the_new_one()
    {
        var old = QtSemaphore.MakeUnborn(LockName);
        QtSemaphore.Reset(old);
        var holder = NewLock();
        var ticket = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);
        using var newFile = new NewKeyFile(LockName);
        var newcomer = NewLock();
        var newcomers = Take(newcomer);
        Assert.True(holder.Release(ticket));

        await Background.AssertBlocked(waiting);
        Assert.Equal(1, QtSemaphore.Value(old));
        ticket = Take(holder, mustBeCurrent: false);
        Assert.True(newcomer.Release(newcomers));
        await Background.AssertBlocked(waiting);
        Assert.True(holder.Release(ticket));

        var both = await waiting;
        Assert.True(key.IsHeld(both));
        Assert.Equal((0, 0), (QtSemaphore.Value(old), UnitsOf(LockName)));
        Assert.True(key.Release(both));
        Assert.Equal((1, 1), (QtSemaphore.Value(old), UnitsOf(LockName)));

        both = Take(key);
        Assert.Equal((0, 0), (QtSemaphore.Value(old), UnitsOf(LockName)));
        QtSemaphore.Remove(old);
        Assert.True(key.IsHeld(both));
        Assert.True(key.Release(both));
        Assert.True(key.Retire(Take(key), ownerIsGone: false));
    }

    [Fact]
    public void A_lock_of_Qt_that_lost_its_name_is_removed_with_the_new_one_when_its_owner_is_dead()
    {
        var old = QtSemaphore.MakeUnborn(LockName);
        QtSemaphore.Reset(old);
        var key = NewLock();
        Assert.True(key.Release(Take(key)));
        using var newFile = new NewKeyFile(LockName);

        var both = Take(key);
        Assert.Equal((0, 0), (QtSemaphore.Value(old), UnitsOf(LockName)));
        Assert.True(key.Retire(both, ownerIsGone: true));

        Assert.Equal((-1, -1), (QtSemaphore.Value(old), UnitsOf(LockName)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_lock_whose_name_is_lost_ends_with_the_current_one()
    {
        var holder = NewLock();
        var ticket = Take(holder);
        var key = NewLock();
        var waiting = Background.Run(() => Take(key));
        await Background.AssertBlocked(waiting);
        LoseLockName(LockName);

        Assert.True(holder.Release(ticket));

        var current = await waiting;
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(current));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_whose_maker_died_before_it_was_usable_is_healed()
    {
        _ = QtSemaphore.MakeUnborn(LockName);
        var key = NewLock();

        var ticket = await Background.Run(() => Take(key));

        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_unborn_lock_is_healed_although_processes_died_waiting_for_it()
    {
        _ = QtSemaphore.MakeUnborn(LockName);
        using (var peer = Host.Start())
        {
            peer.Send($"create\t{Key}\t10");
            Assert.True(peer.IsSilentFor(TimeSpan.FromMilliseconds(500)));
            peer.Kill();
        }

        var key = NewLock();
        var ticket = await Background.Run(() => Take(key));

        Assert.True(key.Release(ticket));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_short_waits_heal_an_unborn_lock_too()
    {
        _ = QtSemaphore.MakeUnborn(LockName);
        var key = NewLock();

        LockTicket ticket = default;
        await Background.Run(() => Watchdog.WaitFor("the lock", () =>
            key.Acquire(TimeSpan.FromMilliseconds(20), true, CancellationToken.None, out ticket, out _) == LockOutcome.Acquired));

        Assert.True(key.Release(ticket));
        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Several_who_wait_for_an_unborn_lock_meet_at_one_new_lock()
    {
        _ = QtSemaphore.MakeUnborn(LockName);
        var inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Background.Run(() =>
        {
            var key = NewLock();
            var ticket = Take(key);
            Assert.Equal(1, Interlocked.Increment(ref inside));
            Thread.Sleep(5);
            Interlocked.Decrement(ref inside);
            Assert.True(key.Release(ticket));
        })));

        Assert.Equal(1, UnitsOf(LockName));
    }

    [Fact]
    public void Retiring_removes_the_key_file_too()
    {
        var key = NewLock();

        Assert.True(key.Retire(Take(key), ownerIsGone: false));

        Assert.False(File.Exists(LockName));
    }

    /// <summary>Has the next key file of a name be another one: a file system may hand the inode of a deleted file out at once.</summary>
    private sealed class NewKeyFile : IDisposable
    {
        private readonly string _aside;

        public NewKeyFile(string name)
        {
            _aside = name + ".aside";
            File.Move(name, _aside);
        }

        public void Dispose() => File.Delete(_aside);
    }
}
