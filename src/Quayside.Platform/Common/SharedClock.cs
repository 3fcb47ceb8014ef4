// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Platform.Native;

namespace Quayside.Platform.Common;

/// <summary>The clocks of the machine, which all processes share: this process's less what its time namespace adds (time_namespaces(7)).</summary>
/// <remarks>
/// A time namespace moves CLOCK_MONOTONIC, CLOCK_BOOTTIME and the starts of processes in /proc for those who are in it. What is written into shared
/// memory is of the first namespace's clocks, so it means the same to everybody. Thread-safe; costs a subtraction.
/// </remarks>
internal static class SharedClock
{
    // Of the first time namespace (PROC_TIME_INIT_INO, include/linux/proc_ns.h).
    private const ulong FirstNamespace = 0xEFFFFFFA;

    private static readonly (long Monotonic, long BootTime)? _offsets = FindOffsets();
    private static readonly long _monotonic = _offsets?.Monotonic ?? 0;

    /// <summary>Gets whether times of this process can be compared with those of others. Not so where /proc does not tell its namespace's offsets.</summary>
    public static bool IsComparable => _offsets is not null;

    /// <summary>Gets what this process's CLOCK_BOOTTIME, and the starts of processes in its /proc, are ahead of the machine's, in nanoseconds.</summary>
    public static long BootTimeOffset => _offsets?.BootTime ?? 0;

    /// <summary>Gets the machine's time from one of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public static long FromLocal(long timestamp) => unchecked(timestamp - _monotonic);

    /// <summary>Gets a time by <see cref="Stopwatch.GetTimestamp"/> from the machine's, which a peer may have made up.</summary>
    public static long ToLocal(long time) => unchecked(time + _monotonic);

    /// <summary>Reads /proc/PID/timens_offsets; null when that is not what it is.</summary>
    internal static (long Monotonic, long BootTime)? Parse(IEnumerable<string> lines)
    {
        const long Second = 1_000_000_000;
        const int Columns = 3;
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var columns in lines.Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            if (columns.Length == Columns
                && long.TryParse(columns[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
                && long.TryParse(columns[2], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
                && Math.Abs(seconds) < long.MaxValue / Second - 1)
            {
                offsets[columns[0]] = (seconds * Second) + nanoseconds;
            }
        }

        return offsets.TryGetValue("monotonic", out var monotonic) && offsets.TryGetValue("boottime", out var bootTime) ? (monotonic, bootTime) : null;
    }

    private static (long Monotonic, long BootTime)? FindOffsets()
    {
        // Kernels before 5.6 have no time namespaces, and other systems neither.
        if (!OperatingSystem.IsLinux() || InodeOf("/proc/self/ns/time") is not { } mine || mine == FirstNamespace)
        {
            return (0, 0);
        }

        try
        {
            // The file tells of the namespace of children, which is another one after unshare(2) and before an exec.
            return InodeOf("/proc/self/ns/time_for_children") == mine ? Parse(File.ReadLines("/proc/self/timens_offsets")) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ulong? InodeOf(string path) =>
        LibC.statx(LibC.AT_FDCWD, path, 0, LibC.STATX_BASIC_STATS, out var status) == 0 ? status.ino : null;
}
