// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Watching;

/// <summary>A test with one watcher.</summary>
public abstract class WatchingTest(KeyKind kind) : SegmentTest(kind)
{
    private protected CancellationTokenSource End { get; } = new();

    private protected IAsyncEnumerator<SharedMemoryChange>? Changes { get; private set; }

    private protected override void Close() => End.Dispose();

    private protected void Watch(TimeSpan? interval = null, ChangeSignal? signal = null)
    {
        var options = new SharedMemoryWatcherOptions { Interval = interval ?? TimeSpan.FromMilliseconds(20), Signal = signal };
        Changes = new SharedMemoryWatcher(Key, options).WatchAsync(End.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    private protected async Task<SharedMemoryChange> Next()
    {
        Assert.True(await Changes!.MoveNextAsync().AsTask().WaitAsync(Watchdog.Patience));
        return Changes.Current;
    }

    private protected async Task Stop()
    {
        await End.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Next);
        await Changes!.DisposeAsync();
    }
}
