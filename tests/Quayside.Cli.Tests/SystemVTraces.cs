// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>Looks for segments and semaphores in the kernel's own lists, first by the numbers that ftok(3) makes of key files.</summary>
/// <remarks>
/// Remembers the kernel's ids: as soon as key files are gone, their inode numbers, and so their keys, may be another program's.
/// </remarks>
internal static class SystemVTraces
{
    private const int QtProject = 0x51;
    private static readonly string[] _lists = ["shm", "sem"];

    /// <summary>Gets what belongs to the key files that are in the directory now, such as "sem 10321921".</summary>
    public static IReadOnlyList<string> Of(PrivateDirectory directory)
    {
        var keys = directory.Names.Select(name => KeyOf(directory[name])).ToHashSet();
        return [.. All().Where(entry => keys.Contains(entry.Key)).Select(entry => entry.Object)];
    }

    /// <summary>Gets those of the objects that still exist.</summary>
    public static IReadOnlyList<string> StillThere(IReadOnlyList<string> objects) =>
        [.. objects.Intersect(All().Select(entry => entry.Object))];

    private static IEnumerable<(int Key, string Object)> All() =>
        from list in _lists
        from line in File.ReadAllLines("/proc/sysvipc/" + list).Skip(1)
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (int.Parse(columns[0], CultureInfo.InvariantCulture), $"{list} {columns[1]}");

    private static int KeyOf(string file)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["--format=%d %i", file]) { RedirectStandardOutput = true })!;
        var numbers = stat.StandardOutput.ReadToEnd().Split(' ').Select(n => ulong.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (QtProject << 24) | ((int)(numbers[0] & 0xff) << 16) | (int)(numbers[1] & 0xffff);
    }
}
