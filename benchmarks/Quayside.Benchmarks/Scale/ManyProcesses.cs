// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;

namespace Quayside.Benchmarks.Scale;

/// <summary>Many processes attached to one segment: what attaching and locking cost among them, and what is left when all are killed.</summary>
internal static class ManyProcesses
{
    private const int Size = 4096;
    private const int LocksEach = 200;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Starts the processes, lets them attach, contend for the lock and die, and returns the row of the table.</summary>
    /// <param name="type">The mechanism.</param>
    /// <param name="count">How many processes.</param>
    public static string[] Run(IpcKeyType type, int count)
    {
        var key = IpcKey.Legacy(UniqueKey.Next("quayside scale"), type);
        var memory = SharedMemory.Create(key, Size);
        var children = new List<ChildProcess>();
        try
        {
            var attach = new List<double>();
            for (var i = 0; i < count; i++)
            {
                children.Add(ChildProcess.Start(Environment.ProcessPath!, ["scale-child", key.ToString()]));
                attach.Add(double.Parse(children[^1].Read(_patience), CultureInfo.InvariantCulture));
            }

            var alone = attach[..10];
            var crowded = attach[^10..];
            var start = Stopwatch.GetTimestamp();
            children.ForEach(child => child.Send("count"));
            children.ForEach(child => child.Read(_patience));
            var perLock = Stopwatch.GetElapsedTime(start).TotalNanoseconds / (count * LocksEach);
            var lost = (count * LocksEach) - Counter(memory);

            children.ForEach(child => child.Kill());
            start = Stopwatch.GetTimestamp();
            using (memory.Lock())
            {
            }

            var survive = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            memory.Dispose();
            return
            [
                type.ToString(),
                Text.Time(Text.Median(alone)),
                Text.Time(Text.Median(crowded)),
                Text.Time(perLock),
                Text.Number(lost),
                Text.Time(survive),
                SharedMemory.TryAttach(key, out _) ? "yes" : "no",
            ];
        }
        finally
        {
            children.ForEach(child => child.Dispose());
            memory.Dispose();
        }
    }

    /// <summary>Is one of the processes: attaches, says how long that took in nanoseconds, and counts when asked.</summary>
    /// <param name="key">The key in Qt's text form.</param>
    public static void Child(string key)
    {
        var parsed = IpcKey.Parse(key);

        // The first attach compiles the code; the second one is measured.
        SharedMemory.Attach(parsed).Dispose();
        var start = Stopwatch.GetTimestamp();
        using var memory = SharedMemory.Attach(parsed);
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalNanoseconds.ToString(CultureInfo.InvariantCulture));
        while (Console.ReadLine() is not null)
        {
            for (var i = 0; i < LocksEach; i++)
            {
                using var held = memory.Lock();
                BitConverter.TryWriteBytes(held.Span, BitConverter.ToInt32(held.ReadOnlySpan) + 1);
            }

            Console.WriteLine("done");
        }
    }

    private static int Counter(SharedMemory memory)
    {
        using var held = memory.Lock();
        return BitConverter.ToInt32(held.ReadOnlySpan);
    }
}
