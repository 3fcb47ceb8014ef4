// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Semaphores;

/// <summary>A semaphore under a legacy key is the very lock of the segment under that key, in Qt and so here.</summary>
public sealed class SegmentLockTests : IDisposable
{
    private readonly IpcKey _key = IpcKey.Legacy(UniqueKey.Next(), IpcKeyType.SystemV);

    public void Dispose() => Leftovers.AssertNone(_key);

    [Fact]
    public void Who_takes_the_unit_holds_the_lock()
    {
        using var memory = SharedMemory.Create(_key, 10);
        using var semaphore = SystemSemaphore.Open(_key);

        semaphore.Acquire();
        Assert.False(memory.TryLock(TimeSpan.Zero, out _));
        semaphore.Release();

        using var held = memory.Lock();
        Assert.False(semaphore.TryAcquire(TimeSpan.Zero));
    }

    [Fact]
    public void A_semaphore_that_goes_leaves_the_lock_of_a_segment_alone()
    {
        using var memory = SharedMemory.Create(_key, 10);
        var id = QtSemaphore.Find(_key.NativeLockName);

        SystemSemaphore.Open(_key).Dispose();
        Assert.Equal(1, QtSemaphore.Value(id));

        using (memory.Lock())
        {
            SystemSemaphore.Open(_key).Dispose();
            Assert.Equal(0, QtSemaphore.Value(id));
        }

        Assert.Equal(1, QtSemaphore.Value(id));
    }

    [Fact]
    public void A_semaphore_that_goes_leaves_a_lock_alone_that_is_held_without_a_segment()
    {
        using var memory = new Qt.QSharedMemory(_key.LegacyKey!);
        Assert.True(memory.Lock());

        SystemSemaphore.Open(_key).Dispose();

        Assert.True(memory.Unlock());
    }

    [Fact]
    public void A_segment_that_goes_leaves_the_semaphore_to_those_who_have_it_open()
    {
        var semaphore = SystemSemaphore.Create(_key, 1);
        var id = QtSemaphore.Find(_key.NativeLockName);

        using (var memory = SharedMemory.Create(_key, 10))
        {
            Assert.True(memory.Lock().Release());
        }

        Assert.Equal(id, QtSemaphore.Find(_key.NativeLockName));
        Assert.Equal(1, semaphore.Value);
        semaphore.Dispose();
    }

    [Fact]
    public void Creating_in_Qts_manners_does_not_free_a_lock_that_is_held()
    {
        using var memory = SharedMemory.Create(_key, 10);
        using var held = memory.Lock();

        using var semaphore = new Qt.QSystemSemaphore(_key, 1, Qt.QSystemSemaphoreMode.Create);

        Assert.False(semaphore.Acquire(TimeSpan.Zero));
    }
}
