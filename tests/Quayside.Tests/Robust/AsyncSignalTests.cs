// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>Change signals that are waited for without a thread.</summary>
public abstract class AsyncSignalTests : RobustTest
{
    private protected static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly ChangeSignal _signal;

    private protected AsyncSignalTests(KeyKind kind)
        : base(kind) => _signal = ChangeSignal.Open(Key);

    private protected override void Close() => _signal.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_knows_an_older_version_does_not_wait()
    {
        _signal.Publish();
        var wait = _signal.WaitForChangeAsync(0, Forever);

        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(1, await wait);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task All_who_wait_get_the_version_that_another_object_publishes()
    {
        using var other = ChangeSignal.Open(Key);
        var waits = Enumerable.Range(0, 100).Select(_ => _signal.WaitForChangeAsync(0, Forever).AsTask()).ToArray();
        await Background.AssertBlocked(waits[0]);
        other.Publish();

        Assert.All(await Task.WhenAll(waits), version => Assert.Equal(1, version));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_known_version_comes_back_when_time_is_up()
    {
        _signal.Publish();
        var other = _signal.WaitForChangeAsync(1, Forever).AsTask();

        Assert.Equal(1, await _signal.WaitForChangeAsync(1, TimeSpan.FromMilliseconds(20)));
        Assert.Equal(1, await _signal.WaitForChangeAsync(1, TimeSpan.Zero));
        Assert.False(other.IsCompleted);
        _signal.Publish();
        Assert.Equal(2, await other);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Canceling_ends_the_waits_of_that_token_alone()
    {
        using var source = new CancellationTokenSource();
        var canceled = Enumerable.Range(0, 100).Select(_ => _signal.WaitForChangeAsync(0, Forever, source.Token).AsTask()).ToArray();
        var other = _signal.WaitForChangeAsync(0, Forever).AsTask();
        await source.CancelAsync();

        foreach (var wait in canceled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.WaitForChangeAsync(0, Forever, source.Token).AsTask());
        await Background.AssertBlocked(other);
        _signal.Publish();
        Assert.Equal(1, await other);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_the_waits_of_the_object()
    {
        var waits = Enumerable.Range(0, 3).Select(_ => _signal.WaitForChangeAsync(0, Forever).AsTask()).ToArray();
        await Background.AssertBlocked(waits[0]);
        _signal.Dispose();

        foreach (var wait in waits)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _signal.WaitForChangeAsync(0, Forever).AsTask());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Code_that_goes_on_after_a_wait_may_block_without_keeping_others_waiting()
    {
        using var last = new ManualResetEventSlim();
        var first = BlockAfterTheFirst();
        _signal.Publish();
        while (await _signal.WaitForChangeAsync(1, TimeSpan.FromMilliseconds(50)) == 1)
        {
            _signal.Publish();
        }

        last.Set();
        await first;

        async Task BlockAfterTheFirst()
        {
            Assert.Equal(1, await _signal.WaitForChangeAsync(0, Forever));
            last.Wait(Watchdog.Patience);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Reading_changes_gives_the_present_version_and_then_the_latest_each_time()
    {
        _signal.Publish();
        using var source = new CancellationTokenSource();
        await using var versions = _signal.ReadChangesAsync(source.Token).GetAsyncEnumerator();

        Assert.True(await versions.MoveNextAsync());
        Assert.Equal(1, versions.Current);
        _signal.Publish();
        _signal.Publish();
        Assert.True(await versions.MoveNextAsync());
        Assert.Equal(3, versions.Current);
        var next = versions.MoveNextAsync().AsTask();
        await Background.AssertBlocked(next);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Reading_changes_ends_when_it_is_canceled_though_changes_never_end()
    {
        using var source = new CancellationTokenSource();
        _signal.Publish();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var version in _signal.ReadChangesAsync(source.Token))
            {
                _signal.Publish();
                if (version == 100)
                {
                    await source.CancelAsync();
                }
            }
        });
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Reading_changes_before_the_first_waits_for_it_and_ends_with_the_object()
    {
        await using var versions = _signal.ReadChangesAsync().GetAsyncEnumerator();
        var next = versions.MoveNextAsync().AsTask();
        await Background.AssertBlocked(next);
        _signal.Publish();
        Assert.True(await next);
        Assert.Equal(1, versions.Current);
        _signal.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => versions.MoveNextAsync().AsTask());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public Task A_time_below_zero_is_refused() =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _signal.WaitForChangeAsync(0, TimeSpan.FromSeconds(-2)).AsTask());
}

public sealed class PlatformSafeKeyAsyncSignalTests() : AsyncSignalTests(KeyKind.PlatformSafe)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_publication_of_another_process_ends_one_wait_after_the_other()
    {
        using var child = Host.Start();
        using var reader = ChangeSignal.OpenReadOnly(Key);
        for (var version = 0L; version < 50; version++)
        {
            var wait = reader.WaitForChangeAsync(version, Forever).AsTask();
            Assert.Equal($"{version + 1}", child.Ask($"wait\tpublish\t{Name}"));
            Assert.Equal(version + 1, await wait);
        }
    }
}

public sealed class InProcessAsyncSignalTests() : AsyncSignalTests(KeyKind.InProcess);
