// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

public abstract class QSharedMemoryLockTests : SegmentTest
{
    private readonly QSharedMemory _memory;
    private readonly QSharedMemory _other;

    protected QSharedMemoryLockTests(KeyKind kind)
        : base(kind)
    {
        _memory = new QSharedMemory(Key);
        _other = new QSharedMemory(Key);
    }

    private protected override void Close()
    {
        _memory.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Locking_twice_is_true_and_counts_once()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_memory.Lock());
        Assert.True(_memory.Lock());

        Assert.True(_memory.Unlock());
        Assert.False(_memory.Unlock());

        Assert.Equal(SharedMemoryError.NoError, _memory.Error);
        AssertFree();
    }

    [Fact]
    public void Two_objects_exclude_each_other_and_a_timeout_is_LockError()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_other.Attach());
        Assert.True(_memory.Lock());

        Assert.False(_other.Lock(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(SharedMemoryError.LockError, _other.Error);
        Assert.Equal("QSharedMemory::lock: unable to lock", _other.ErrorString);
        Assert.True(_memory.Unlock());
        Assert.True(_other.Lock(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.Lock(TimeSpan.FromTicks(-2)));
    }

    [Fact]
    public void A_wait_can_be_canceled()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.True(_memory.Create(Size));
        Assert.True(_memory.Lock());

        Assert.Throws<OperationCanceledException>(() => _other.Lock(Timeout.InfiniteTimeSpan, source.Token));
    }

    [Fact]
    public void The_lock_can_be_had_before_there_is_a_segment_and_leaves_nothing()
    {
        Assert.True(_memory.Lock());
        Assert.False(_other.Lock(TimeSpan.Zero));

        Assert.True(_memory.Unlock());

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Creating_attaching_and_detaching_keep_a_lock_that_is_held()
    {
        Assert.True(_memory.Lock());
        Assert.True(_memory.Create(Size));
        AssertHeld();
        Assert.True(_memory.Detach());
        AssertHeld();
        Assert.False(_memory.Attach());
        Assert.Equal(SharedMemoryError.NotFound, _memory.Error);
        AssertHeld();
        Assert.True(_memory.Create(50));
        Assert.False(_memory.Create(50));
        AssertHeld();

        Assert.True(_memory.Unlock());
        AssertFree();
    }

    [Fact]
    public void The_taking_side_may_do_everything_in_one_critical_section()
    {
        Assert.True(_other.Create(Size));
        _other.Data[0] = 42;

        Assert.True(_memory.Lock());
        Assert.True(_memory.Attach(SharedMemoryAccess.ReadOnly));
        Assert.Equal(42, _memory.ConstData[0]);
        Assert.True(_memory.Detach());
        Assert.True(_memory.Unlock());

        Assert.True(_other.Lock(TimeSpan.Zero));
    }

    [Fact]
    public void Disposing_detaches_and_gives_the_lock_back()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_other.Attach());
        Assert.True(_memory.Lock());

        _memory.Dispose();

        Assert.True(_other.Lock(TimeSpan.Zero));
        Assert.True(_other.Unlock());
    }

    [Fact]
    public void Disposing_the_last_one_with_the_lock_held_leaves_nothing()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_memory.Lock());

        _memory.Dispose();

        Leftovers.AssertNone(Key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait_for_the_lock()
    {
        Assert.True(_other.Create(Size));
        Assert.True(_other.Lock());
        var waiting = Background.Run(() => _memory.Lock());
        await Background.AssertBlocked(waiting);

        _memory.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait_inside_attaching()
    {
        Assert.True(_other.Create(Size));
        Assert.True(_other.Lock());
        _memory.OperationTimeout = Timeout.InfiniteTimeSpan;
        var waiting = Background.Run(() => _memory.Attach());
        await Background.AssertBlocked(waiting);

        _memory.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public void The_three_operations_give_up_when_their_time_is_over()
    {
        Assert.True(_other.Create(Size));
        Assert.True(_memory.Attach());
        Assert.True(_other.Lock());
        _memory.OperationTimeout = TimeSpan.FromMilliseconds(30);

        Assert.False(_memory.Detach());
        Assert.Equal("QSharedMemory::detach: unable to lock", _memory.ErrorString);
        Assert.True(_memory.IsAttached);

        using var third = new QSharedMemory(Key) { OperationTimeout = TimeSpan.Zero };
        Assert.False(third.Attach());
        Assert.Equal(SharedMemoryError.LockError, third.Error);
        Assert.Equal("QSharedMemory::attach: unable to lock", third.ErrorString);
        Assert.False(third.Create(10));
        Assert.Equal("QSharedMemory::create: unable to lock", third.ErrorString);
        Assert.Throws<ArgumentOutOfRangeException>(() => third.OperationTimeout = TimeSpan.FromTicks(-2));
        Assert.True(_other.Unlock());
    }

    private void AssertHeld()
    {
        Assert.False(_other.Lock(TimeSpan.Zero));
    }

    // The second one shows that the lock did not let two in.
    private void AssertFree()
    {
        using var third = new QSharedMemory(Key);
        Assert.True(_other.Lock(TimeSpan.Zero));
        Assert.False(third.Lock(TimeSpan.Zero));
        Assert.True(_other.Unlock());
    }
}

public sealed class StringKeyQSharedMemoryLockTests() : QSharedMemoryLockTests(KeyKind.Strings);

public sealed class PlatformSafeKeyQSharedMemoryLockTests() : QSharedMemoryLockTests(KeyKind.PlatformSafe);

public sealed class InProcessQSharedMemoryLockTests() : QSharedMemoryLockTests(KeyKind.InProcess);
