// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Keys;

namespace Quayside.Tests.Watching;

[Collection(nameof(TemporaryDirectoryTests))]
public sealed class MissingDirectoryTests
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_watcher_works_by_the_clock_when_its_directory_comes_later()
    {
        var before = Environment.GetEnvironmentVariable("TMPDIR");
        using var directory = new PrivateDirectory();
        IpcKey key;
        try
        {
            Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(directory["later"]).FullName);
            key = "share";
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }

        Directory.Delete(directory["later"]);
        using var end = new CancellationTokenSource();
        var options = new SharedMemoryWatcherOptions { Interval = TimeSpan.FromMilliseconds(10) };
        var changes = new SharedMemoryWatcher(key, options).WatchAsync(end.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = changes.MoveNextAsync().AsTask();
        Directory.CreateDirectory(directory["later"]);

        using (SharedMemory.Create(key, 10))
        {
            Assert.True(await next);
            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 10), changes.Current);
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            // One change may still be on its way.
            while (await changes.MoveNextAsync())
            {
                Assert.Equal(SharedMemoryChangeKind.Removed, changes.Current.Kind);
            }
        });
    }
}
