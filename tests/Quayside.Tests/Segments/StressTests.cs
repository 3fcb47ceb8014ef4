// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class StressTests(KeyKind kind) : SegmentTest(kind)
{
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(0.7);

    [Fact(Timeout = 2 * Watchdog.Milliseconds)]
    public async Task Threads_that_use_and_dispose_one_object_meet_no_fault()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _duration)
        {
            var memory = SharedMemory.Replace(Key, 4096);
            await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Background.Run(() => UseUntilDisposed(memory, number))));
        }

        Leftovers.AssertNone(Key);
    }

    [Fact(Timeout = 2 * Watchdog.Milliseconds)]
    public async Task Threads_that_come_and_go_on_one_key_leave_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Background.Run(() => ComeAndGo(new Random(seed)))));

        Leftovers.AssertNone(Key);
    }

    private static void UseUntilDisposed(SharedMemory memory, int number)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                if (number == 0 && round == 20)
                {
                    memory.Dispose();
                }

                switch (number % 3)
                {
                    case 0:
                        using (var held = memory.Lock())
                        {
                            var half = held.Span[..2048];
                            half.Fill((byte)(round % 200));
                            Thread.SpinWait(50);
                            Assert.Equal(-1, half.IndexOfAnyExcept((byte)(round % 200)));
                        }

                        break;

                    case 1:
                        using (var view = memory.Pin())
                        {
                            view.Span[^1] = (byte)number;
                        }

                        break;

                    default:
                        if (memory.TryLock(TimeSpan.FromMilliseconds(1), out var tried))
                        {
                            tried.Span[..2048].Clear();
                            tried.Dispose();
                        }

                        break;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // What this thread worked towards.
        }
    }

    private void ComeAndGo(Random random)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _duration)
        {
            var size = random.Next(1, 10_000);
            try
            {
                using var memory = random.Next(4) switch
                {
                    0 => SharedMemory.Create(Key, size),
                    1 => SharedMemory.Attach(Key),
                    2 => SharedMemory.CreateOrAttach(Key, size),
                    _ => SharedMemory.Replace(Key, size),
                };
                Assert.NotEqual(SharedMemoryOrigin.Recovered, memory.Origin);
                using var held = memory.Lock();
                held.Span.Fill(1);
            }
            catch (SharedMemoryException exception) when (exception.Error
                is SharedMemoryError.AlreadyExists or SharedMemoryError.NotFound or SharedMemoryError.InvalidSize)
            {
                // Another thread was quicker.
            }
        }
    }
}

public sealed class StringKeyStressTests() : StressTests(KeyKind.Strings);

public sealed class PlatformSafeKeyStressTests() : StressTests(KeyKind.PlatformSafe);

public sealed class InProcessStressTests() : StressTests(KeyKind.InProcess);
