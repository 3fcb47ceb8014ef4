// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Watching;

/// <summary>A watcher that a writer tells, on each mechanism.</summary>
public abstract class SignalWatcherTests(KeyKind kind) : WatchingTest(kind)
{
    // Longer than any test may take: what is seen in time was not seen by the clock.
    private static readonly TimeSpan _never = TimeSpan.FromHours(1);

    private IpcKey SignalKey { get; } = (kind == KeyKind.InProcess ? kind : KeyKind.PlatformSafe).NextKey();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_change_in_place_is_seen_when_the_writer_says_so_and_not_before()
    {
        using var memory = SharedMemory.Create(Key, Size);
        using var signal = ChangeSignal.Open(SignalKey);
        Watch(_never, signal);
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);

        for (byte value = 1; value <= 3; value++)
        {
            var next = Next();
            using (var held = memory.Lock())
            {
                held.Span[0] = value;
            }

            // The control: neither the clock nor the directory tells.
            await Background.AssertBlocked(next);
            _ = signal.Publish();
            Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Changed, Size), await next);
        }

        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_signal_without_a_change_is_no_change_and_the_next_one_is_not_put_off()
    {
        using var memory = SharedMemory.Create(Key, Size);
        using var signal = ChangeSignal.Open(SignalKey);
        Watch(_never, signal);
        _ = await Next();
        var next = Next();
        _ = signal.Publish();
        await Background.AssertBlocked(next);

        using (var held = memory.Lock())
        {
            held.Span[0] = 1;
        }

        _ = signal.Publish();
        Assert.Equal(SharedMemoryChangeKind.Changed, (await next).Kind);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Writers_that_know_nothing_of_the_signal_are_seen_as_ever()
    {
        using var signal = ChangeSignal.Open(SignalKey);
        Watch(signal: signal);
        using var memory = SharedMemory.Create(Key, Size);
        Assert.Equal(SharedMemoryChangeKind.Created, (await Next()).Kind);
        using (var held = memory.Lock())
        {
            held.Span[0] = 1;
        }

        Assert.Equal(SharedMemoryChangeKind.Changed, (await Next()).Kind);
        Assert.Equal(0, signal.Version);
        await Stop();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_signal_that_is_disposed_ends_the_watch()
    {
        var signal = ChangeSignal.Open(SignalKey);
        Watch(_never, signal);
        var next = Next();
        await Background.AssertBlocked(next);
        signal.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next);
    }
}

public sealed class StringKeySignalWatcherTests() : SignalWatcherTests(KeyKind.Strings);

public sealed class PlatformSafeKeySignalWatcherTests() : SignalWatcherTests(KeyKind.PlatformSafe);

public sealed class InProcessSignalWatcherTests() : SignalWatcherTests(KeyKind.InProcess);
