// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Benchmarks.Pictures;

/// <summary>The memory of a process, in bytes (/proc/PID/smaps_rollup of Linux).</summary>
/// <param name="Resident">What it has mapped and touched: Rss.</param>
/// <param name="Share">The same, but of a page that several processes have mapped its share of it: Pss. These add up.</param>
internal readonly record struct Footprint(long Resident, long Share)
{
    /// <summary>Measures a process.</summary>
    public static Footprint Of(int process)
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup"));
        return new(Bytes(lines, "Rss:"), Bytes(lines, "Pss:"));
    }

    // "Rss:               12345 kB"
    private static long Bytes(string[] lines, string name)
    {
        var words = lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return 1024 * long.Parse(words[1], CultureInfo.InvariantCulture);
    }
}
