// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>Live values and live buffers that are waited for without a thread.</summary>
public abstract class AsyncLiveTests(KeyKind kind) : RobustTest(kind)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_value_is_waited_for_by_a_reader_that_may_not_write()
    {
        using var writer = LiveValue<long>.Open(Key);
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        var wait = reader.WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask();
        await Background.AssertBlocked(wait);
        writer.Write(7);

        Assert.Equal(1, await wait);
        Assert.Equal(7, reader.Read());
        Assert.Equal(1, await reader.WaitForChangeAsync(1, TimeSpan.FromMilliseconds(20)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_reads_slowly_gets_the_latest_value()
    {
        using var value = LiveValue<long>.Open(Key);
        await using var readings = value.ReadChangesAsync().GetAsyncEnumerator();
        var next = readings.MoveNextAsync().AsTask();
        await Background.AssertBlocked(next);
        value.Write(1);
        Assert.True(await next);
        value.Write(2);
        value.Write(3);

        Assert.True(await readings.MoveNextAsync());
        Assert.Equal(3, readings.Current.Value);
        Assert.Equal(3, readings.Current.Stamp.Version);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Reading_values_ends_when_it_is_canceled_or_the_object_is_disposed()
    {
        using var source = new CancellationTokenSource();
        var value = LiveValue<long>.Open(Key);
        var canceled = Count(value.ReadChangesAsync(source.Token));
        var disposed = Count(value.ReadChangesAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        await Background.AssertBlocked(disposed);
        value.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => disposed);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Buffers_are_waited_for_and_read_with_their_lengths()
    {
        using var writer = LiveBuffer.Open(Key, 100);
        using var reader = LiveBuffer.OpenReadOnly(Key);
        await using var readings = reader.ReadChangesAsync().GetAsyncEnumerator();
        var wait = reader.WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask();
        foreach (var text in (string[])["one", "", "three and more"])
        {
            var next = readings.MoveNextAsync().AsTask();
            await Background.AssertBlocked(next);
            writer.Write(Encoding.UTF8.GetBytes(text));
            Assert.True(await next);
            Assert.Equal(text, Encoding.UTF8.GetString(readings.Current.Value.Span));
        }

        Assert.Equal(1, await wait);
        Assert.Equal(3, readings.Current.Stamp.Version);
    }

    private static async Task<int> Count<T>(IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var _ in items)
        {
            count++;
        }

        return count;
    }
}

public sealed class PlatformSafeKeyAsyncLiveTests() : AsyncLiveTests(KeyKind.PlatformSafe)
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Values_of_another_process_are_read_as_they_are_written()
    {
        using var reader = LiveValue<long>.Open(Key);
        using var child = Host.Start();
        Assert.Equal("1", child.Ask($"wait\twrite\t{Name}\t100"));
        await using var readings = reader.ReadChangesAsync().GetAsyncEnumerator();
        for (var version = 1L; version < 20; version++)
        {
            Assert.True(await readings.MoveNextAsync());
            var (value, stamp) = readings.Current;
            Assert.Equal(99 + version, value);
            Assert.Equal(version, stamp.Version);
            Assert.True(stamp.Age >= TimeSpan.Zero);
            Assert.Equal($"{version + 1}", child.Ask($"wait\twrite\t{Name}\t{100 + version}"));
        }
    }
}

public sealed class InProcessAsyncLiveTests() : AsyncLiveTests(KeyKind.InProcess);
