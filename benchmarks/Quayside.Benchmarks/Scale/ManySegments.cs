// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Benchmarks.Pictures;
using Quayside.Testing;

namespace Quayside.Benchmarks.Scale;

/// <summary>Many segments at once in one process: does the thousandth cost more than the first?</summary>
internal static class ManySegments
{
    private const int Size = 4096;

    /// <summary>Makes, attaches once more and lets go so many segments, and returns the row of the table.</summary>
    /// <param name="type">The mechanism.</param>
    /// <param name="count">How many are there at once, a multiple of 10.</param>
    public static string[] Run(IpcKeyType type, int count)
    {
        // One round that is not counted: code is compiled, directories are looked up.
        _ = Measure(type, count / 10);
        var before = Footprint();
        var (create, attach, detach, remove, during) = Measure(type, count);
        return
        [
            type.ToString(),
            Text.Time(Text.Median(create[..(count / 10)])),
            Text.Time(Text.Median(create[^(count / 10)..])),
            Text.Time(Text.Median(attach)),
            Text.Time(Text.Median(detach)),
            Text.Time(Text.Median(remove)),
            Text.Number(during.Descriptors - before.Descriptors),
            Text.Number((during.Memory - before.Memory) / count),
        ];
    }

    private static (double[] Create, double[] Attach, double[] Detach, double[] Remove, (long Memory, long Descriptors) During) Measure(
        IpcKeyType type, int count)
    {
        var keys = Enumerable.Range(0, count).Select(_ => IpcKey.Legacy(UniqueKey.Next("quayside scale"), type)).ToArray();
        var first = new SharedMemory[count];
        var second = new SharedMemory[count];
        var create = Each(count, i => first[i] = SharedMemory.Create(keys[i], Size));
        foreach (var memory in first)
        {
            using var held = memory.Lock();
            held.Span[0] = 1;
        }

        var during = Footprint();
        var attach = Each(count, i => second[i] = SharedMemory.Attach(keys[i]));
        var detach = Each(count, i => second[i].Dispose());
        var remove = Each(count, i => first[i].Dispose());
        return (create, attach, detach, remove, during);
    }

    /// <summary>Returns the nanoseconds of each call.</summary>
    private static double[] Each(int count, Action<int> work)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        return times;
    }

    /// <summary>Returns the bytes of managed memory and the number of open descriptors.</summary>
    private static (long Memory, long Descriptors) Footprint() =>
        (GC.GetTotalMemory(forceFullCollection: true), Directory.GetFiles("/proc/self/fd").Length);
}
