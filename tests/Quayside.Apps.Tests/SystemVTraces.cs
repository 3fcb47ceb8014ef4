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

    private static IEnumerable<string> Remaining(string kind, IReadOnlyCollection<int> keys) =>
        from line in File.ReadLines("/proc/sysvipc/" + kind).Skip(1)
        let key = int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
        where keys.Contains(key)
        select $"{kind} 0x{key:x8}";

    private static int Key(string file)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%d %i", file]) { RedirectStandardOutput = true })!;
        var numbers = stat.StandardOutput.ReadToEnd().Split(' ').Select(text => ulong.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        stat.WaitForExit();
        return (int)((0x51UL << 24) | ((numbers[0] & 0xff) << 16) | (numbers[1] & 0xffff));
    }
}
