// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Watching;

public abstract class WatcherTests(KeyKind kind) : WatchingTest(kind)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task What_is_there_is_reported_first_and_then_its_replacement_and_its_end()
    {
        var memory = SharedMemory.Create(Key, Size);
        Watch();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, Size), await Next());

        var newer = SharedMemory.Replace(Key, 2 * Size);
        memory.Dispose();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 2 * Size), await Next());

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

        using (SharedMemory.Create(Key, Size))
        {
            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, Size), await next);
        }

        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_that_is_used_for_reading_only_is_no_change()
    {
        using var memory = SharedMemory.Create(Key, Size);
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

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_watcher_does_not_keep_a_segment_alive_and_its_end_leaves_nothing()
    {
        using (SharedMemory.Create(Key, Size))
        {
            Watch();
            _ = await Next();
        }

        Leftovers.AssertNone(Key);
        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_has_canceled_before_sees_nothing()
    {
        await End.CancelAsync();
        Watch();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(Next);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Bytes_that_this_process_changes_are_a_change()
    {
        using var memory = SharedMemory.Create(Key, Size);
        Watch();
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);
        using (var held = memory.Lock())
        {
            held.Span[^1] = 1;
        }

        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Changed, Size), await Next());
        memory.Dispose();
        Assert.Equal(SharedMemoryChangeKind.Removed, (await Next()).Kind);
        await Stop();
    }

    [Fact]
    public void A_watcher_knows_its_key() => Assert.Equal(Key, new SharedMemoryWatcher(Key).Key);
}

public sealed class StringKeyWatcherTests() : WatcherTests(KeyKind.Strings);

public sealed class PlatformSafeKeyWatcherTests() : WatcherTests(KeyKind.PlatformSafe);

public sealed class InProcessWatcherTests() : WatcherTests(KeyKind.InProcess);
