// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace Quayside.CrashHost;

/// <summary>A peer that writes over a Quayside segment what it likes, and one that uses the segment all the same.</summary>
internal static class Hostility
{
    private static readonly TimeSpan _briefly = TimeSpan.FromMilliseconds(5);

    // What protocols compare with, and what overflows.
    private static readonly ulong[] _evil =
    [
        0, 1, 2, 3, 4, 0x4000_0000, 0x8000_0000, 0xC000_0000, uint.MaxValue, 0x1_0000_0001, 0x1_0000_0002, 0x7FFF_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0000, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    /// <summary>Writes over header, table and body, word by word, until the process is killed.</summary>
    public static string Scribble(string path, int seed)
    {
        var random = new Random(seed);
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.ReadWrite);
        using var view = file.CreateViewAccessor();
        Console.WriteLine("scribbling");
        for (var count = 0L; ; count++)
        {
            var offset = Place(random, view.Capacity);
            var kept = view.ReadUInt64(offset);
            view.Write(offset, Word(random, kept));
            if (random.Next(2) == 0)
            {
                // A segment that is nothing but ruins is soon refused; one that is sound most of the time is used.
                Thread.SpinWait(random.Next(200));
                view.Write(offset, kept);
            }
        }
    }

    /// <summary>Opens, locks, writes, reads, waits and closes for a time, whatever comes of it; says what came that must not.</summary>
    public static string Endure(string key, int seconds, int seed)
    {
        return Endure(seconds, seed, Use);

        long Use(Random random)
        {
            var block = new byte[4096];
            using var buffer = random.Next(3) == 0 ? LiveBuffer.OpenReadOnly(key, Impatient()) : LiveBuffer.Open(key, 1000, Impatient());
            var uses = random.Next(200);
            for (var i = 0; i < uses; i++)
            {
                UseOnce(buffer, block, random);
            }

            return uses;
        }
    }

    /// <summary>Does something on three threads for a time, whatever comes of it.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="seed">What.</param>
    /// <param name="use">Opens something, uses it, closes it, and says how often it used it.</param>
    public static string Endure(int seconds, int seed, Func<Random, long> use)
    {
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var threads = Enumerable.Range(0, 3).Select(index => Task.Factory.StartNew(
            () => Use(new Random((seed * 10) + index)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads);
        return $"endured {threads.Sum(thread => thread.Result).ToString(CultureInfo.InvariantCulture)}";

        long Use(Random random)
        {
            var uses = 0L;
            while (Stopwatch.GetTimestamp() < end)
            {
                try
                {
                    uses += use(random);
                }
                catch (QuaysideException)
                {
                    uses++;
                }
            }

            return uses;
        }
    }

    /// <summary>Gets settings of one who gives up soon.</summary>
    public static QuaysideSegmentOptions Impatient() => new() { OpenTimeout = TimeSpan.FromMilliseconds(100), Participants = 8 };

    private static void UseOnce(LiveBuffer buffer, byte[] block, Random random)
    {
        try
        {
            long version = random.Next(3) == 0 ? buffer.Version : 0;
            switch (random.Next(5))
            {
                case 0:
                    _ = buffer.TryRead(block, out _, out _);
                    break;
                case 1:
                    _ = buffer.TryRead(out byte[]? _, out _);
                    break;
                case 2:
                    _ = buffer.Write(block.AsSpan(0, random.Next(1000)));
                    break;
                case 3:
                    buffer.Resign();
                    break;
                default:
                    _ = buffer.WaitForChange(ref version, _briefly);
                    break;
            }
        }
        catch (Exception exception) when (exception is QuaysideException or SynchronizationLockException or LockRecursionException)
        {
            // What the library may say of a ruin; anything else ends the process, and the test sees it.
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("read-only", StringComparison.Ordinal))
        {
        }
    }

    private static long Place(Random random, long size) => random.Next(4) switch
    {
        0 => random.Next(0, 32) * 8,
        1 => 4096 + (random.Next(0, 64) * 8),
        2 => 8192 + (random.Next(0, 64) * 8),
        _ => random.NextInt64(0, size / 8) * 8,
    };

    private static ulong Word(Random random, ulong kept)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.NextBytes(bytes);
        var noise = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return random.Next(4) switch
        {
            0 => _evil[random.Next(_evil.Length)],
            1 => kept ^ (1UL << random.Next(64)),
            2 => unchecked(kept + (ulong)random.Next(-3, 4)),
            _ => noise,
        };
    }
}
