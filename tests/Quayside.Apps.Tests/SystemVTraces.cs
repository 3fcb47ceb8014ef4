// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>The System V segments and semaphores that belong to the key files of a directory.</summary>
internal static class SystemVTraces
{
    /// <summary>Gets the names of Qt key files in <paramref name="directory"/>.</summary>
    public static string[] KeyFiles(PrivateDirectory directory) =>
        [.. directory.Names.Where(name => name.StartsWith("qipc_", StringComparison.Ordinal))];

    /// <summary>Computes the keys as ftok does; to be called while the files are there.</summary>
    public static int[] Keys(PrivateDirectory directory) => [.. KeyFiles(directory).Select(name => Key(directory[name]))];

    /// <summary>Gets which of <paramref name="keys"/> the kernel still has a segment or a semaphore for.</summary>
    public static string[] Remaining(IReadOnlyCollection<int> keys) => [.. Remaining("shm", keys), .. Remaining("sem", keys)];

    /// <summary>
    /// Removes the semaphores whose file is gone and which are free, one of the <paramref name="killed"/> having touched them last, or which
    /// have not been touched since they were made.
    /// </summary>
    /// <remarks>That is what a kill leaves between two calls that together remove or make a lock (docs/limits.md).</remarks>
    /// <returns>How many there were.</returns>
    public static int RemoveStranded(IReadOnlyCollection<int> keys, PrivateDirectory directory, IReadOnlySet<int> killed)
    {
        var living = Keys(directory);
        var stranded = Rows("sem", keys).Where(row => !living.Contains(row.Key) && IsLeftBy(killed, row.Id)).ToArray();
        foreach (var (_, id) in stranded)
        {
            _ = Ask("ipcrm", "-s", id);
        }

        return stranded.Length;
    }

    private static IEnumerable<string> Remaining(string kind, IReadOnlyCollection<int> keys) =>
        Rows(kind, keys).Select(row => $"{kind} 0x{row.Key:x8}");

    private static IEnumerable<(int Key, string Id)> Rows(string kind, IReadOnlyCollection<int> keys) =>
        from line in File.ReadLines("/proc/sysvipc/" + kind).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let key = int.Parse(fields[0], CultureInfo.InvariantCulture)
        where keys.Contains(key)
        select (key, fields[1]);

    // The table of ipcs has a line for each semaphore of the set: number, value, those who wait for more and for zero, process.
    private static bool IsLeftBy(IReadOnlySet<int> killed, string id) =>
        Ask("ipcs", "-s", "-i", id).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(fields =>
            fields is ["0", "0", "0", "0", "0"]
            || (fields is ["0", "1", "0", "0", var process] && killed.Contains(int.Parse(process, CultureInfo.InvariantCulture))));

    private static int Key(string file)
    {
        var numbers = Ask("stat", "-c", "%d %i", file).Split(' ').Select(text => ulong.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (int)((0x51UL << 24) | ((numbers[0] & 0xff) << 16) | (numbers[1] & 0xffff));
    }

    private static string Ask(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer;
    }
}
