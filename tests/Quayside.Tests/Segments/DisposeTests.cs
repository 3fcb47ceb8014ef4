// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public sealed class DisposeTests
{
    private readonly string _key = UniqueKey.Next();
    private readonly SharedMemory _memory;

    public DisposeTests() => _memory = SharedMemory.Create(_key, 100);

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
        Assert.Equal(100, _memory.Size);
        Assert.Equal(IpcKey.Legacy(_key), _memory.Key);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void An_open_lock_scope_keeps_its_bytes_and_cleans_up_when_it_ends()
    {
        var held = _memory.Lock();
        _memory.Dispose();

        held.Span[99] = 42;
        Assert.Equal(42, held.ReadOnlySpan[99]);
        Assert.True(File.Exists(_memory.Key.NativeName));

        Assert.True(held.Release());
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void An_open_view_keeps_its_bytes_and_cleans_up_when_it_ends()
    {
        var view = _memory.Pin();
        _memory.Dispose();

        view.Span[99] = 42;
        view.Dispose();
        view.Dispose();

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Of_several_scopes_the_last_one_to_end_cleans_up()
    {
        var held = _memory.Lock();
        var view = _memory.Pin();
        _memory.Dispose();

        held.Dispose();
        view.Span[0] = 42;
        Assert.True(File.Exists(_memory.Key.NativeName));
        view.Dispose();

        Leftovers.AssertNone(_key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_thread_that_waits_for_the_lock_is_told()
    {
        using var other = SharedMemory.Attach(_key);
        var held = other.Lock();
        var waiting = Background.Run(() => _memory.Lock().Release());
        await Background.AssertBlocked(waiting);

        var disposing = Background.Run(_memory.Dispose);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        held.Dispose();
        await disposing;
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task It_ends_although_another_process_keeps_the_lock_and_that_process_cleans_up()
    {
        using var host = Host.Start();
        Assert.Equal("Attached 100", host.Ask($"attach\t{_key}"));
        Assert.Equal("locked", host.Ask("lock"));

        await Background.Run(_memory.Dispose);

        Assert.True(File.Exists(_memory.Key.NativeName));
        Assert.Equal("disposed", host.Ask("dispose"));
        Leftovers.AssertNone(_key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Many_threads_that_dispose_do_it_once()
    {
        using var other = SharedMemory.Attach(_key);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Background.Run(_memory.Dispose)));

        Assert.True(SharedMemory.TryAttach(_key, out var still));
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

        using var attached = SharedMemory.Attach(_key);
        Assert.Equal(SharedMemoryOrigin.Attached, attached.Origin);
        Assert.True(SharedMemory.Remove(_key));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void Forget() => _ = SharedMemory.Create(_key, 100).Size;
}
