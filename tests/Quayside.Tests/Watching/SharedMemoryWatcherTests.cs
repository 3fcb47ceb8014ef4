// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Watching;

public sealed class SharedMemoryWatcherTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();
    private readonly CancellationTokenSource _end = new();
    private IAsyncEnumerator<SharedMemoryChange>? _changes;

    public void Dispose()
    {
        _end.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task What_is_there_is_reported_first_and_then_its_replacement_and_its_end()
    {
        var memory = SharedMemory.Create(_key, 100);
        Watch();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 100), await Next());

        var newer = SharedMemory.Replace(_key, 200);
        memory.Dispose();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 200), await Next());

        newer.Dispose();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Removed, 0), await Next());
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task What_is_made_later_is_reported_when_it_is_made()
    {
        Watch();
        var next = Next();
        await Background.AssertBlocked(next);

        using (SharedMemory.Create(_key, 100))
        {
            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 100), await next);
        }

        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Bytes_that_another_process_changes_under_the_lock_are_a_change()
    {
        using var host = Host.Start();
        Assert.Equal("Created 100", host.Ask($"create\t{_key}\t100"));
        Watch();
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);

        for (var value = 1; value <= 3; value++)
        {
            Assert.Equal("locked", host.Ask("lock"));
            Assert.Equal("written", host.Ask($"write\t99\t{value}"));
            Assert.Equal("True", host.Ask("unlock"));

            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Changed, 100), await Next());
        }

        Assert.Equal("disposed", host.Ask("dispose"));
        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_that_is_used_for_reading_only_is_no_change()
    {
        using var memory = SharedMemory.Create(_key, 100);
        Watch();
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);
        var next = Next();

        for (var i = 0; i < 5; i++)
        {
            memory.Lock().Dispose();
            await Background.AssertBlocked(next);
        }

        memory.Dispose();
        Assert.Equal(SharedMemoryChangeKind.Removed, (await next).Kind);
        await Stop();
    }

    [Fact(Timeout = 2 * Watchdog.Milliseconds)]
    public async Task Bytes_that_this_process_changes_are_changes_at_any_moment()
    {
        using var memory = SharedMemory.Create(_key, 100);
        Watch();
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);

        // Pauses of many lengths, because the lock's clock counts whole seconds and a watcher's own look is a use of the lock too.
        for (var pause = 0; pause <= 1400; pause += 200)
        {
            var next = Next();
            await Task.Delay(pause);
            using (var held = memory.Lock())
            {
                held.Span[0]++;
            }

            Assert.Equal(SharedMemoryChangeKind.Changed, (await next).Kind);
        }

        memory.Dispose();
        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_Qt_program_that_detaches_and_creates_never_finds_the_watcher_in_its_way()
    {
        using var host = Host.Start();
        Watch(TimeSpan.FromMilliseconds(1));
        var seen = 0;
        var watching = Background.Run(async () =>
        {
            while (await _changes!.MoveNextAsync())
            {
                Interlocked.Increment(ref seen);
            }
        }).Unwrap();

        while (Volatile.Read(ref seen) < 20)
        {
            Assert.Equal("recreated", host.Ask($"recreate-like-qt\t{_key}\t100"));
        }

        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_orphan_is_looked_at_and_left_where_it_is()
    {
        Orphan.Leave(_key, 100);
        Watch();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 100), await Next());
        await Stop();

        using var memory = SharedMemory.Attach(_key);
        Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
        using var view = memory.Pin();
        Assert.Equal(42, view.Span[0]);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_watcher_does_not_keep_a_segment_alive_and_its_end_leaves_nothing()
    {
        using (SharedMemory.Create(_key, 100))
        {
            Watch();
            _ = await Next();
        }

        Leftovers.AssertNone(_key);
        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_has_canceled_before_sees_nothing()
    {
        await _end.CancelAsync();
        Watch();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(Next);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_interval_that_is_not_positive_is_refused(int ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SharedMemoryWatcherOptions { Interval = TimeSpan.FromTicks(ticks) });

    [Fact]
    public void A_watcher_knows_its_key() => Assert.Equal(IpcKey.Legacy(_key), new SharedMemoryWatcher(_key).Key);

    private void Watch(TimeSpan? interval = null)
    {
        var options = new SharedMemoryWatcherOptions { Interval = interval ?? TimeSpan.FromMilliseconds(20) };
        _changes = new SharedMemoryWatcher(_key, options).WatchAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    private async Task<SharedMemoryChange> Next()
    {
        Assert.True(await _changes!.MoveNextAsync().AsTask().WaitAsync(Watchdog.Patience));
        return _changes.Current;
    }

    private async Task Stop()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Next);
        await _changes!.DisposeAsync();
    }
}
