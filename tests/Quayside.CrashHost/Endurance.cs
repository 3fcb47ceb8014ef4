// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>Uses a Quayside segment in every way while a peer writes over it what it likes, and says what came of it that must not.</summary>
internal static partial class Endurance
{
    private const int MostBytes = 1000;

    // Of each thread, however busy the machine is.
    private const int LeastUses = 400;
    private const int LeastOpenings = 5;

    private static readonly TimeSpan _briefly = TimeSpan.FromMilliseconds(5);

    /// <summary>Opens, locks, writes, reads, waits and closes for a time, and until it has been done often, on several threads.</summary>
    /// <param name="kind">What the segment is: lock, signal, value, buffer or frames.</param>
    /// <param name="key">Its key.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="seed">What is done.</param>
    /// <returns>How often it was used and opened. Any other exception than the library's ends the process.</returns>
    public static string Endure(string kind, string key, int seconds, int seed)
    {
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var threads = Enumerable.Range(0, 3).Select(index => Task.Factory.StartNew(
            () => Use(kind, key, end, new Random((seed * 10) + index)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads);
        return string.Create(
            CultureInfo.InvariantCulture, $"endured {threads.Sum(thread => thread.Result.Uses)} uses of {threads.Sum(thread => thread.Result.Openings)} openings");
    }

    private static (long Uses, long Openings) Use(string kind, string key, long end, Random random)
    {
        var (uses, openings) = (0L, 0L);
        while (Stopwatch.GetTimestamp() < end || uses < LeastUses || openings < LeastOpenings)
        {
            try
            {
                using var opened = Open(kind, key, isReadOnly: random.Next(3) == 0);
                openings++;
                for (var i = random.Next(200); i > 0; i--)
                {
                    UseOnce(opened, random);
                    uses++;
                }
            }
            catch (QuaysideException)
            {
                // Refused, because of what it has just read.
            }
        }

        return (uses, openings);
    }

    private static IDisposable Open(string kind, string key, bool isReadOnly)
    {
        var impatient = new QuaysideSegmentOptions { OpenTimeout = TimeSpan.FromMilliseconds(100), WriterTimeout = _briefly, Participants = 8 };
        return (kind, isReadOnly) switch
        {
            ("lock", _) => RobustLock.Open(key, impatient),
            ("signal", false) => ChangeSignal.Open(key, impatient),
            ("signal", true) => ChangeSignal.OpenReadOnly(key, impatient),
            ("value", false) => LiveValue<Guid>.Open(key, impatient),
            ("value", true) => LiveValue<Guid>.OpenReadOnly(key, impatient),
            ("frames", false) => OpenPublisher(key, impatient),
            ("frames", true) => OpenReader(key, impatient, everyFrame: Random.Shared.Next(2) == 0),
            (_, false) => LiveBuffer.Open(key, MostBytes, impatient),
            (_, true) => LiveBuffer.OpenReadOnly(key, impatient),
        };
    }

    private static void UseOnce(IDisposable opened, Random random)
    {
        try
        {
            switch (opened)
            {
                case RobustLock robustLock: Use(robustLock, random); break;
                case ChangeSignal signal: Use(signal, random); break;
                case LiveValue<Guid> value: Use(value, random); break;
                case LiveBuffer buffer: Use(buffer, random); break;
                case FramePublisher publisher: Use(publisher, random); break;
                case FrameReader reader: Use(reader, random); break;
            }
        }
        catch (Exception exception) when (
            exception is QuaysideException or SynchronizationLockException or LockRecursionException or OperationCanceledException)
        {
            // What the library may say of a ruin; anything else ends the process, and the test sees it.
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("read-only", StringComparison.Ordinal))
        {
        }
    }

    private static void Use(RobustLock robustLock, Random random) => DoOneOf(
        random,
        () => robustLock.TryEnter(TimeSpan.Zero),
        () => robustLock.TryEnter(_briefly),
        () => Wait(robustLock.TryEnterAsync(_briefly)),
        robustLock.MarkConsistent,
        robustLock.Leave);

    private static void Use(ChangeSignal signal, Random random)
    {
        var version = Known(signal.Version, random);
        DoOneOf(
            random,
            () => signal.Publish(),
            () => signal.WaitForChange(ref version, _briefly),
            () => Wait(signal.WaitForChangeAsync(version, _briefly)),
            () => Watch(signal.ReadChangesAsync, random));
    }

    private static void Use(LiveValue<Guid> value, Random random)
    {
        var version = Known(value.Version, random);
        DoOneOf(
            random,
            () => value.TryRead(out _),
            () => value.Write(Guid.NewGuid()),
            value.Resign,
            () => value.WaitForChange(ref version, _briefly),
            () => Watch(value.ReadChangesAsync, random));
    }

    private static void Use(LiveBuffer buffer, Random random)
    {
        var version = Known(buffer.Version, random);
        DoOneOf(
            random,
            () => buffer.TryRead(new byte[4096], out _, out _),
            () => buffer.TryRead(out byte[]? _, out _),
            () => buffer.Write(new byte[random.Next(int.Min(MostBytes, buffer.Capacity))]),
            buffer.Resign,
            () => buffer.WaitForChange(ref version, _briefly),
            () => Wait(buffer.WaitForChangeAsync(version, _briefly)),
            () => Watch(buffer.ReadChangesAsync, random));
    }

    private static void DoOneOf(Random random, params ReadOnlySpan<Action> actions) => actions[random.Next(actions.Length)]();

    private static long Known(long version, Random random) => random.Next(3) == 0 ? version : 0;

    private static void Wait<T>(ValueTask<T> wait) => _ = wait.AsTask().GetAwaiter().GetResult();

    private static void Watch<T>(Func<CancellationToken, IAsyncEnumerable<T>> watch, Random random)
    {
        using var end = new CancellationTokenSource(_briefly);
        _ = watch(end.Token).ToBlockingEnumerable(end.Token).Take(random.Next(1, 5)).Count();
    }
}
