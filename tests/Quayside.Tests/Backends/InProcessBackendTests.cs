// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.InProcess;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

public sealed class InProcessBackendTests : BackendContract
{
    private protected override IpcBackend Backend => InProcessBackend.Instance;

    private protected override IpcKey NewKey() => IpcKey.InProcess(UniqueKey.Next());

    private protected override int UnitsOf(string lockName)
    {
        if (!Backend.OpenSemaphore(lockName, SemaphoreDemand.Open, 0, new SemaphoreSettings(default, IsPersistent: true), out var semaphore).Succeeded)
        {
            return -1;
        }

        using (semaphore)
        {
            Assert.True(semaphore!.TryGetValue(out var value).Succeeded);
            return value;
        }
    }

    private protected override long? CountFor(int attached, bool seenFromInside) => attached;

    [Fact]
    public void Disposing_alone_leaves_an_orphan_with_its_contents() => AssertDisposingAloneLeavesAnOrphan();

    [Fact]
    public void Replacing_keeps_the_memory_of_those_who_are_attached()
    {
        var (earlier, newer) = AssertReplacingKeepsTheMemoryOfThoseAttached();

        Detach(earlier);

        Assert.Equal(newer.Info.Id, Open().Info.Id);
    }

    [Fact]
    public void Removing_takes_the_name_and_leaves_the_memory_to_those_who_are_attached()
    {
        var attached = Create();
        attached.Region.Slice(0, 1)[0] = 42;

        Assert.True(Backend.RemoveSegment(Name).Succeeded);

        Assert.True(Backend.IsAbsent(Name));
        Assert.Equal(42, attached.Region.ReadOnlySlice(0, 1)[0]);
    }

    [Fact]
    public void The_holder_of_a_lock_is_this_process()
    {
        var key = NewLock();
        Assert.Equal(LockHolder.Nobody, key.FindHolder());

        var ticket = Take(key);

        var holder = key.FindHolder();
        Assert.Equal((HolderState.Alive, Environment.ProcessId), (holder.State, holder.Process));
        Assert.False(key.TryBreak(force: false, out _));
        Assert.True(key.Release(ticket));
    }

    [Fact]
    public void Who_held_a_lock_that_was_freed_by_force_does_not_free_it_again()
    {
        var key = NewLock();
        var lost = Take(key);
        Assert.True(NewLock().TryBreak(force: true, out _));
        Assert.Equal(1, UnitsOf(LockName));
        var ticket = Take(key);

        Assert.False(key.IsHeld(lost));
        Assert.False(key.Release(lost));

        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(key.Release(ticket));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_lock_that_is_removed_gets_the_new_one()
    {
        var holder = NewLock();
        var lost = Take(holder);
        var waiter = NewLock();
        var waiting = Background.Run(() => Take(waiter));
        await Background.AssertBlocked(waiting);

        Assert.True(Backend.RemoveSemaphore(LockName).Succeeded);

        var ticket = await waiting;
        Assert.False(holder.Release(lost));
        Assert.Equal(0, UnitsOf(LockName));
        Assert.True(waiter.Release(ticket));
    }

    [Fact]
    public void Each_use_of_the_lock_changes_the_stamp()
    {
        _ = Create();
        var before = Backend.Observe(Name, LockName);
        Assert.Equal(before, Backend.Observe(Name, LockName));

        var key = NewLock();
        Assert.True(key.Release(Take(key)));

        Assert.NotEqual(before, Backend.Observe(Name, LockName));
    }
}
