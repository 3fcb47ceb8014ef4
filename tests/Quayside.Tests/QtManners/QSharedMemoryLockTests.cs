// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

public sealed class QSharedMemoryLockTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();
    private readonly QSharedMemory _memory;
    private readonly QSharedMemory _other;

    public QSharedMemoryLockTests()
    {
        _memory = new QSharedMemory(_key);
        _other = new QSharedMemory(_key);
    }

    private int Semaphore => QtSemaphore.Find(IpcKey.Legacy(_key).NativeLockName);

    public void Dispose()
    {
        _memory.Dispose();
        _other.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Locking_twice_is_true_and_counts_once()
    {
        Assert.True(_memory.Create(100));
        Assert.True(_memory.Lock());
        Assert.True(_memory.Lock());

        Assert.True(_memory.Unlock());
        Assert.False(_memory.Unlock());

        Assert.Equal(SharedMemoryError.NoError, _memory.Error);
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }

    [Fact]
    public void Two_objects_exclude_each_other_and_a_timeout_is_LockError()
    {
        Assert.True(_memory.Create(100));
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
        Assert.True(_memory.Create(100));
        Assert.True(_memory.Lock());

        Assert.Throws<OperationCanceledException>(() => _other.Lock(Timeout.InfiniteTimeSpan, source.Token));
    }

    [Fact]
    public void The_lock_can_be_had_before_there_is_a_segment_and_leaves_nothing()
    {
        Assert.True(_memory.Lock());
        Assert.False(_other.Lock(TimeSpan.Zero));

        Assert.True(_memory.Unlock());

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Creating_attaching_and_detaching_keep_a_lock_that_is_held()
    {
        Assert.True(_memory.Lock());
        Assert.True(_memory.Create(100));
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
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }

    [Fact]
    public void The_taking_side_may_do_everything_in_one_critical_section()
    {
        Assert.True(_other.Create(100));
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
        Assert.True(_memory.Create(100));
        Assert.True(_other.Attach());
        Assert.True(_memory.Lock());

        _memory.Dispose();

        Assert.True(_other.Lock(TimeSpan.Zero));
        Assert.True(_other.Unlock());
    }

    [Fact]
    public void Disposing_the_last_one_with_the_lock_held_leaves_nothing()
    {
        Assert.True(_memory.Create(100));
        Assert.True(_memory.Lock());

        _memory.Dispose();

        Leftovers.AssertNone(_key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait_for_the_lock()
    {
        Assert.True(_other.Create(100));
        Assert.True(_other.Lock());
        var waiting = Background.Run(() => _memory.Lock());
        await Background.AssertBlocked(waiting);

        _memory.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait_inside_attaching()
    {
        Assert.True(_other.Create(100));
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
        Assert.True(_other.Create(100));
        Assert.True(_memory.Attach());
        Assert.True(_other.Lock());
        _memory.OperationTimeout = TimeSpan.FromMilliseconds(30);

        Assert.False(_memory.Detach());
        Assert.Equal("QSharedMemory::detach: unable to lock", _memory.ErrorString);
        Assert.True(_memory.IsAttached);

        using var third = new QSharedMemory(_key) { OperationTimeout = TimeSpan.Zero };
        Assert.False(third.Attach());
        Assert.Equal(SharedMemoryError.LockError, third.Error);
        Assert.Equal("QSharedMemory::attach: unable to lock", third.ErrorString);
        Assert.False(third.Create(10));
        Assert.Equal("QSharedMemory::create: unable to lock", third.ErrorString);
        Assert.Throws<ArgumentOutOfRangeException>(() => third.OperationTimeout = TimeSpan.FromTicks(-2));
        Assert.True(_other.Unlock());
    }

    [Fact]
    public void Unlocking_what_a_peer_has_reset_is_LockError_and_ends_at_one()
    {
        Assert.True(_memory.Create(100));
        Assert.True(_memory.Lock());

        QtSemaphore.Reset(Semaphore);

        Assert.False(_memory.Unlock());
        Assert.Equal(SharedMemoryError.LockError, _memory.Error);
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }

    [Fact]
    public void Unlocking_what_a_peer_has_removed_is_LockError_and_makes_nothing_anew()
    {
        Assert.True(_memory.Create(100));
        Assert.True(_memory.Lock());

        QtSemaphore.Remove(Semaphore);

        Assert.False(_memory.Unlock());
        Assert.Equal(-1, Semaphore);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Consumers_answer_every_sign_of_the_producer(int consumers)
    {
        const int Signs = 5;
        Assert.True(_memory.Create(1024));
        var working = Enumerable.Range(0, consumers).Select(_ => Background.Run(Consume)).ToArray();

        for (var sign = 0; sign < Signs; sign++)
        {
            Put((byte)'Q');
            Watchdog.WaitFor("an answer", () => _memory.ConstData[0] != (byte)'Q');
        }

        Put((byte)'E');
        Assert.Equal(Signs, (await Task.WhenAll(working)).Sum());
    }

    private int Consume()
    {
        using var consumer = new QSharedMemory(_key);
        Assert.True(consumer.Attach());
        var answers = 0;
        while (true)
        {
            Assert.True(consumer.Lock());
            var sign = consumer.ConstData[0];
            if (sign == (byte)'Q')
            {
                consumer.Data[0] = (byte)++answers;
            }

            Assert.True(consumer.Unlock());
            if (sign == (byte)'E')
            {
                Assert.True(consumer.Detach());
                return answers;
            }

            Thread.Sleep(1);
        }
    }

    private void Put(byte sign)
    {
        Assert.True(_memory.Lock());
        _memory.Data[0] = sign;
        Assert.True(_memory.Unlock());
    }

    private void AssertHeld()
    {
        Assert.Equal(0, QtSemaphore.Value(Semaphore));
        Assert.False(_other.Lock(TimeSpan.Zero));
    }
}
