// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Watching;

/// <summary>A watcher sees what other processes do, and is nobody in their way.</summary>
public abstract class ProcessWatcherTests(KeyKind kind) : WatchingTest(kind)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Bytes_that_another_process_changes_under_the_lock_are_a_change()
    {
        using var host = Host.Start();
        Assert.Equal("Created 4096", host.Ask($"create\t{Key}\t{Size}"));
        Watch();
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);

        for (var value = 1; value <= 3; value++)
        {
            Assert.Equal("locked", host.Ask("lock"));
            Assert.Equal("written", host.Ask($"write\t4095\t{value}"));
            Assert.Equal("True", host.Ask("unlock"));

            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Changed, Size), await Next());
        }

        Assert.Equal("disposed", host.Ask("dispose"));
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
            while (await Changes!.MoveNextAsync())
            {
                Interlocked.Increment(ref seen);
            }
        }).Unwrap();

        while (Volatile.Read(ref seen) < 20)
        {
            Assert.Equal("recreated", host.Ask($"recreate-like-qt\t{Key}\t100"));
        }

        await End.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_orphan_is_looked_at_and_left_where_it_is()
    {
        Kind.RequireLastingNames();
        Orphan.Leave(Key, Size);
        Watch();
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, Size), await Next());
        await Stop();

        using var memory = SharedMemory.Attach(Key);
        Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
        using var view = memory.Pin();
        Assert.Equal(42, view.Span[0]);
    }
}

public sealed class StringKeyProcessWatcherTests() : ProcessWatcherTests(KeyKind.Strings);

public sealed class PlatformSafeKeyProcessWatcherTests() : ProcessWatcherTests(KeyKind.PlatformSafe);
