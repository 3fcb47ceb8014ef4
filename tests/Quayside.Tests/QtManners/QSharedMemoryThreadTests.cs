// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

public abstract class QSharedMemoryThreadTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Threads_that_lock_and_threads_that_attach_one_object_do_not_wait_for_each_other()
    {
        using (var owner = new QSharedMemory(Key))
        using (var shared = new QSharedMemory(Key) { OperationTimeout = Timeout.InfiniteTimeSpan })
        {
            Assert.True(owner.Create(Size));
            var end = Environment.TickCount64 + 500;
            var locking = Background.Run(() => Repeat(end, () =>
            {
                shared.Lock();
                shared.Unlock();
            }));
            var attaching = Background.Run(() => Repeat(end, () =>
            {
                shared.Attach();
                shared.Detach();
            }));

            Assert.True(await locking > 0);
            Assert.True(await attaching > 0);
        }

        Leftovers.AssertNone(Key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_the_wait_of_another_thread()
    {
        using var holder = new QSharedMemory(Key);
        Assert.True(holder.Create(Size));
        var waiter = new QSharedMemory(Key) { OperationTimeout = Timeout.InfiniteTimeSpan };
        Assert.True(holder.Lock());
        var attaching = Background.Run(() => waiter.Attach());
        await Background.AssertBlocked(attaching);

        waiter.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => attaching);
    }

    [Fact]
    public void Bytes_of_an_object_that_was_forgotten_stay_where_they_are()
    {
        var bytes = Forget();

        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            bytes.Fill((byte)round);
        }

        Assert.Equal(2, bytes[^1]);
        Assert.True(SharedMemory.Remove(Key));
    }

    private static int Repeat(long end, Action action)
    {
        var times = 0;
        for (; Environment.TickCount64 < end; times++)
        {
            action();
        }

        return times;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<byte> Forget()
    {
        var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));
        return memory.Data;
    }
}

public sealed class StringKeyQSharedMemoryThreadTests() : QSharedMemoryThreadTests(KeyKind.Strings);

public sealed class PlatformSafeKeyQSharedMemoryThreadTests() : QSharedMemoryThreadTests(KeyKind.PlatformSafe);

public sealed class InProcessQSharedMemoryThreadTests() : QSharedMemoryThreadTests(KeyKind.InProcess);
