// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class LockAsyncTests : SegmentTest
{
    private readonly SharedMemory _memory;
    private readonly SharedMemory _other;

    protected LockAsyncTests(KeyKind kind)
        : base(kind)
    {
        _memory = SharedMemory.Create(Key, Size);
        _other = SharedMemory.Attach(Key);
    }

    private protected override void Close()
    {
        _memory.Dispose();
        _other.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_free_lock_is_had_at_once()
    {
        var locking = _memory.LockAsync();

        Assert.True(locking.IsCompletedSuccessfully);
        (await locking).Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_that_is_held_is_waited_for_without_blocking_and_may_be_given_back_on_another_thread()
    {
        var held = _other.Lock();
        var locking = _memory.LockAsync().AsTask();
        await Background.AssertBlocked(locking);
        held.Dispose();

        var scope = await locking;
        Assert.False(_other.TryLock(TimeSpan.Zero, out _));

        Assert.True(await Background.Run(() => scope.Release()));
        Assert.True(_other.TryLock(TimeSpan.Zero, out var again));
        again.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_scope_survives_an_await()
    {
        using (var held = await _memory.LockAsync())
        {
            await Task.Yield();
            await Task.Delay(1);
            held.Span[0] = 42;
        }

        Assert.True(_other.Lock().Release());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_can_be_canceled_and_leaves_the_lock_as_it_was()
    {
        var held = _other.Lock();
        using var source = new CancellationTokenSource();
        var locking = _memory.LockAsync(source.Token).AsTask();
        await Background.AssertBlocked(locking);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => locking);
        Assert.True(held.Release());
        Assert.True(_memory.Lock().Release());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_has_canceled_before_gets_nothing_even_if_the_lock_is_free()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _memory.LockAsync(new CancellationToken(canceled: true)));
        Assert.True(_memory.Lock().Release());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_a_wait()
    {
        var held = _other.Lock();
        var locking = _memory.LockAsync().AsTask();
        await Background.AssertBlocked(locking);

        var disposing = Background.Run(_memory.Dispose);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => locking);
        held.Dispose();
        await disposing;
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_flows_are_inside_one_at_a_time()
    {
        var inside = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                using var held = await _memory.LockAsync();
                Assert.Equal(1, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        })));
    }
}

public sealed class StringKeyLockAsyncTests() : LockAsyncTests(KeyKind.Strings);

public sealed class PlatformSafeKeyLockAsyncTests() : LockAsyncTests(KeyKind.PlatformSafe);

public sealed class InProcessLockAsyncTests() : LockAsyncTests(KeyKind.InProcess);
