// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class LockTests : SegmentTest
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(120);

    private readonly SharedMemory _memory;

    protected LockTests(KeyKind kind)
        : base(kind) =>
        _memory = SharedMemory.Create(Key, Size);

    private protected override void Close() => _memory.Dispose();

    [Fact]
    public void A_scope_gives_the_bytes_and_takes_them_back()
    {
        var held = _memory.Lock();
        held.Span.Fill(1);
        held.Slice(10, 5).Fill(2);
        Assert.Equal(2, held.ReadOnlySlice(14, 1)[0]);
        Assert.Equal(1, held.ReadOnlySpan[15]);
        Assert.Throws<ArgumentOutOfRangeException>(() => held.Slice(Size - 4, 5).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => held.ReadOnlySlice(-1, 5).Length);

        held.Dispose();

        Assert.Throws<ObjectDisposedException>(() => held.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => held.ReadOnlySpan.Length);
        Assert.Throws<ObjectDisposedException>(() => held.Slice(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => held.ReadOnlySlice(0, 1).Length);
    }

    [Fact]
    public void Ending_a_scope_twice_does_not_end_the_next_one()
    {
        using var other = SharedMemory.Attach(Key);
        var first = _memory.Lock();
        Assert.True(first.Release());
        using var second = _memory.Lock();

        first.Dispose();
        Assert.True(first.Release());

        Assert.False(other.TryLock(TimeSpan.Zero, out _));
        Assert.Equal(Size, second.Span.Length);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_scope_kept_in_a_copy_ends_with_the_original()
    {
        var held = _memory.Lock();
        var copy = held;
        Assert.Equal(held, copy);
        Assert.Equal(held.GetHashCode(), copy.GetHashCode());

        held.Dispose();
        copy.Dispose();

        Assert.Throws<ObjectDisposedException>(() => copy.Span.Length);
        using var other = SharedMemory.Attach(Key);
        using var next = _memory.Lock();
        Assert.False(other.TryLock(TimeSpan.Zero, out _));
    }

    [Fact]
    public void The_default_scope_holds_nothing()
    {
        SharedMemoryLock none = default;

        Assert.True(none.Release());
        Assert.Throws<ObjectDisposedException>(() => none.Span.Length);
    }

    [Fact]
    public void A_thread_that_would_wait_for_itself_is_told_so()
    {
        using var held = _memory.Lock();

        var exception = Assert.Throws<LockRecursionException>(() => _memory.Lock());

        Assert.Contains($"'{Key.Display}'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<LockRecursionException>(() => _memory.TryLock(TimeSpan.Zero, out _));
        Assert.Equal(Size, held.Span.Length);
    }

    [Fact]
    public void Trying_without_a_wait_tells_whether_the_lock_was_free()
    {
        using (var other = SharedMemory.Attach(Key))
        {
            Assert.True(other.TryLock(TimeSpan.Zero, out var held));
            Assert.False(_memory.TryLock(TimeSpan.Zero, out var none));
            Assert.Equal(default, none);
            held.Dispose();
        }

        Assert.True(_memory.TryLock(TimeSpan.Zero, out var now));
        now.Dispose();
    }

    [Fact]
    public void A_timeout_is_waited_out()
    {
        using var other = SharedMemory.Attach(Key);
        using var held = other.Lock();
        var start = Stopwatch.GetTimestamp();

        Assert.False(_memory.TryLock(_short, out _));

        Assert.True(Stopwatch.GetElapsedTime(start) >= _short);
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.TryLock(TimeSpan.FromTicks(-2), out _));
    }

    [Fact]
    public void A_wait_can_be_canceled()
    {
        using var other = SharedMemory.Attach(Key);
        using var held = other.Lock();
        using var source = new CancellationTokenSource(_short);

        Assert.Throws<OperationCanceledException>(() => _memory.Lock(source.Token));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Threads_of_one_object_exclude_each_other()
    {
        var held = _memory.Lock();
        var waiting = Background.Run(() => _memory.Lock().Release());
        await Background.AssertBlocked(waiting);

        held.Dispose();

        Assert.True(await waiting);
    }
}

public sealed class StringKeyLockTests() : LockTests(KeyKind.Strings);

public sealed class PlatformSafeKeyLockTests() : LockTests(KeyKind.PlatformSafe);

public sealed class InProcessLockTests() : LockTests(KeyKind.InProcess);
