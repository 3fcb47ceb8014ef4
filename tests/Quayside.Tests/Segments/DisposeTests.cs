// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class DisposeTests : SegmentTest
{
    private readonly SharedMemory _memory;

    protected DisposeTests(KeyKind kind)
        : base(kind) =>
        _memory = SharedMemory.Create(Key, Size);

    [Fact]
    public void After_it_every_member_says_so_and_facts_remain()
    {
        _memory.Dispose();
        _memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _memory.Lock());
        Assert.Throws<ObjectDisposedException>(() => _memory.TryLock(TimeSpan.Zero, out _));
        Assert.Throws<ObjectDisposedException>(() => { _ = _memory.LockAsync().AsTask(); });
        Assert.Throws<ObjectDisposedException>(() => _memory.Pin().Span.Length);
        Assert.Throws<ObjectDisposedException>(() => _memory.AsMemory(0, 1));
        Assert.Throws<ObjectDisposedException>(() => _memory.AsReadOnlyMemory(0, 1));
        Assert.Throws<ObjectDisposedException>(() => _memory.OpenStream());
        Assert.Equal(Size, _memory.Size);
        Assert.Equal(Key, _memory.Key);
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void An_open_lock_scope_keeps_its_bytes_and_cleans_up_when_it_ends()
    {
        var held = _memory.Lock();
        _memory.Dispose();

        held.Span[^1] = 42;
        Assert.Equal(42, held.ReadOnlySpan[^1]);
        Leftovers.AssertSegment(Key);

        Assert.True(held.Release());
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void An_open_view_keeps_its_bytes_and_cleans_up_when_it_ends()
    {
        var view = _memory.Pin();
        _memory.Dispose();

        view.Span[^1] = 42;
        view.Dispose();
        view.Dispose();

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Of_several_scopes_the_last_one_to_end_cleans_up()
    {
        var held = _memory.Lock();
        var view = _memory.Pin();
        _memory.Dispose();

        held.Dispose();
        view.Span[0] = 42;
        Leftovers.AssertSegment(Key);
        view.Dispose();

        Leftovers.AssertNone(Key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_thread_that_waits_for_the_lock_is_told()
    {
        using var other = SharedMemory.Attach(Key);
        var held = other.Lock();
        var waiting = Background.Run(() => _memory.Lock().Release());
        await Background.AssertBlocked(waiting);

        var disposing = Background.Run(_memory.Dispose);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        held.Dispose();
        await disposing;
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_threads_that_dispose_do_it_once()
    {
        using var other = SharedMemory.Attach(Key);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Background.Run(_memory.Dispose)));

        Assert.True(SharedMemory.TryAttach(Key, out var still));
        still.Dispose();
    }

    [Fact]
    public void An_object_that_was_forgotten_stays_attached_because_a_span_of_it_may_be_in_use()
    {
        _memory.Dispose();
        Forget();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var attached = SharedMemory.Attach(Key);
        Assert.Equal(SharedMemoryOrigin.Attached, attached.Origin);
        Assert.True(SharedMemory.Remove(Key));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void Forget() => _ = SharedMemory.Create(Key, Size).Size;
}

public sealed class StringKeyDisposeTests() : DisposeTests(KeyKind.Strings);

public sealed class PlatformSafeKeyDisposeTests() : DisposeTests(KeyKind.PlatformSafe);

public sealed class InProcessDisposeTests() : DisposeTests(KeyKind.InProcess);
