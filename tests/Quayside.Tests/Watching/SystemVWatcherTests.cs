// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Watching;

/// <summary>The clock of a System V lock counts whole seconds; a watcher must not sleep through what happens within one.</summary>
public sealed class SystemVWatcherTests() : WatchingTest(KeyKind.SystemV)
{
    [Fact(Timeout = 2 * Watchdog.Milliseconds)]
    public async Task Bytes_that_this_process_changes_are_changes_at_any_moment()
    {
        using var memory = SharedMemory.Create(Key, Size);
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
}
