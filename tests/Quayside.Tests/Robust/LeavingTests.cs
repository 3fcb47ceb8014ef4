// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>Objects that one thread disposes while others are at work with them: the memory goes from under them, and nobody takes what is there then for an answer.</summary>
public abstract class LeavingTests(KeyKind kind) : RobustTest(kind)
{
    private const int Rounds = 50;
    private const long First = 1;

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_reads_and_waits_gets_what_was_written_or_is_told()
    {
        using var writer = LiveValue<long>.Open(Key);
        _ = writer.Write(7);
        for (var round = 0; round < Rounds; round++)
        {
            var value = round % 2 == 0 ? LiveValue<long>.Open(Key) : LiveValue<long>.OpenReadOnly(Key);
            await EndAllByDisposing(
                value,
                () => Assert.True(value.TryRead(out var number, out var stamp) && (number, stamp.Version) == (7, First)),
                () => Assert.Equal(First, value.Version),
                () => Assert.Equal((false, First), Wait(value, First)),
                () => Assert.Equal((true, First), Wait(value, 0)),
                () => Assert.Equal(First, value.WaitForChangeAsync(First, TimeSpan.FromTicks(1)).AsTask().GetAwaiter().GetResult()),
                () => Assert.Equal(First, value.WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask().GetAwaiter().GetResult()));
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_publishes_raises_the_version_or_is_told()
    {
        using var keeper = ChangeSignal.Open(Key);
        var version = keeper.Publish();
        for (var round = 0; round < Rounds; round++)
        {
            var signal = ChangeSignal.Open(Key);
            await EndAllByDisposing(signal, () =>
            {
                var next = signal.Publish();
                Assert.Equal(version + 1, next);
                version = next;
            });

            // The last one may have been published, and its publisher told that the object was disposed meanwhile.
            Assert.InRange(keeper.Version, version, version + 1);
            version = keeper.Version;
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_takes_a_lock_has_it_or_is_told()
    {
        using var survivor = RobustLock.Open(Key);
        for (var round = 0; round < Rounds; round++)
        {
            var robustLock = RobustLock.Open(Key);
            var inside = 0;
            void TakeAndLeave(Func<RobustLockResult> take)
            {
                _ = take();
                Assert.Equal(1, Interlocked.Increment(ref inside));
                _ = Interlocked.Decrement(ref inside);
                robustLock.Leave();
            }

            await EndAllByDisposing(
                robustLock,
                () => TakeAndLeave(() => robustLock.Enter()),
                () => TakeAndLeave(() => robustLock.EnterAsync().AsTask().GetAwaiter().GetResult()));

            // Free, or left by one who was inside: never a lock of its own in memory that nobody shares.
            Assert.NotEqual(RobustLockResult.TimedOut, survivor.TryEnter(Watchdog.Patience));
            survivor.MarkConsistent();
            survivor.Leave();
        }
    }

    private static (bool HasChanged, long Version) Wait(LiveValue<long> value, long version) =>
        (value.WaitForChange(ref version, TimeSpan.FromTicks(1)), version);

    private static async Task EndAllByDisposing(IDisposable opened, params Action[] works)
    {
        using var started = new CountdownEvent(works.Length);
        var all = works.Select(work => Background.Run(() =>
        {
            _ = started.Signal();
            while (true)
            {
                work();
            }
        })).ToArray();
        started.Wait(Watchdog.Patience);
        opened.Dispose();
        foreach (var work in all)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => work);
        }
    }
}

public sealed class PlatformSafeKeyLeavingTests() : LeavingTests(KeyKind.PlatformSafe);

public sealed class InProcessLeavingTests() : LeavingTests(KeyKind.InProcess);
