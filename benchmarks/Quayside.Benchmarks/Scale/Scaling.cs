// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Benchmarks.Scale;

/// <summary>Many segments, and many processes on one.</summary>
internal static class Scaling
{
    private const int Segments = 1000;
    private const int Processes = 200;

    private static readonly IpcKeyType[] _types = [IpcKeyType.SystemV, IpcKeyType.Posix];

    /// <summary>Measures on every mechanism of this system and returns the report.</summary>
    public static string Run()
    {
        List<string[]> segments =
        [
            ["1000 segments of 4096 bytes", "create, first 100", "create, last 100", "attach", "detach", "detach + remove", "descriptors", "heap bytes each"],
        ];
        List<string[]> processes =
        [
            ["200 processes on one", "attach, first 10", "attach, last 10", "lock + unlock, all at once", "lost counts", "lock after all are killed", "left over"],
        ];
        foreach (var type in _types.Where(IpcKey.IsTypeSupported))
        {
            Console.Error.WriteLine($"{type}: {Segments} segments");
            segments.Add(ManySegments.Run(type, Segments));
            Console.Error.WriteLine($"{type}: {Processes} processes");
            processes.Add(ManyProcesses.Run(type, Processes));
        }

        return $"{Text.Table(segments)}\n\n{Text.Table(processes)}";
    }
}
