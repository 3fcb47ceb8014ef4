// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

public abstract class ChangeSignalTests(KeyKind kind) : RobustTest(kind)
{
    [Fact]
    public void Publications_are_counted_and_seen_by_all()
    {
        using var first = ChangeSignal.Open(Key);
        using var second = ChangeSignal.Open(Key);

        Assert.Equal(0, second.Version);
        Assert.Equal(1, first.Publish());
        Assert.Equal(2, second.Publish());
        Assert.Equal(2, first.Version);
    }

    [Fact]
    public void Changes_that_were_missed_are_one_change()
    {
        using var publisher = ChangeSignal.Open(Key);
        using var waiter = ChangeSignal.OpenReadOnly(Key);
        _ = publisher.Publish();
        _ = publisher.Publish();
        long version = 0;

        Assert.True(waiter.WaitForChange(ref version, TimeSpan.Zero));
        Assert.Equal(2, version);
        Assert.False(waiter.WaitForChange(ref version, TimeSpan.Zero));
        Assert.False(waiter.WaitForChange(ref version, Moment));
        Assert.Equal(2, version);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_sleeps_is_woken_by_a_publication(bool isReader)
    {
        using var publisher = ChangeSignal.Open(Key);
        using var waiter = isReader ? ChangeSignal.OpenReadOnly(Key) : ChangeSignal.Open(Key);
        for (var round = 0; round < 3; round++)
        {
            long version = round;
            var waiting = Background.Run(() => waiter.WaitForChange(ref version, Timeout.InfiniteTimeSpan));
            await Background.AssertBlocked(waiting);

            _ = publisher.Publish();

            Assert.True(await waiting);
            Assert.Equal(round + 1, version);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task All_who_sleep_are_woken_by_one_publication()
    {
        using var signal = ChangeSignal.Open(Key);
        var waiting = Enumerable.Range(0, 8).Select(_ => Background.Run(() =>
        {
            long version = 0;
            return signal.WaitForChange(ref version, Timeout.InfiniteTimeSpan);
        })).ToArray();
        await Background.AssertBlocked(Task.WhenAny(waiting));

        _ = signal.Publish();

        Assert.All(await Task.WhenAll(waiting), Assert.True);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_ends_when_it_is_canceled_and_when_the_object_is_disposed()
    {
        using var signal = ChangeSignal.Open(Key);
        using var cancellation = new CancellationTokenSource();
        long version = 0;
        var canceled = Background.Run(() => signal.WaitForChange(ref version, Timeout.InfiniteTimeSpan, cancellation.Token));
        await Background.AssertBlocked(canceled);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);

        var disposed = Background.Run(() => signal.WaitForChange(ref version, Timeout.InfiniteTimeSpan));
        await Background.AssertBlocked(disposed);
        signal.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => disposed);
        Assert.Throws<ObjectDisposedException>(() => signal.Publish());
    }

    [Fact]
    public void A_reader_cannot_publish()
    {
        using var publisher = ChangeSignal.Open(Key);
        using var reader = ChangeSignal.OpenReadOnly(Key);

        var exception = Assert.Throws<InvalidOperationException>(() => reader.Publish());

        Assert.Contains("open read-only", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, publisher.Version);
    }
}

public sealed class PlatformSafeKeyChangeSignalTests() : ChangeSignalTests(KeyKind.PlatformSafe);

public sealed class InProcessChangeSignalTests() : ChangeSignalTests(KeyKind.InProcess);
