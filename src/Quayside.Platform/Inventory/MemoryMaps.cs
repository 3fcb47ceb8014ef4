// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Inventory;

/// <summary>Finds out which processes have something mapped (/proc/PID/maps): those of this user, or all for root.</summary>
internal static class MemoryMaps
{
    /// <summary>Finds the users of a System V segment, whose mappings name its key and, as inode, its number.</summary>
    /// <param name="id">The segment's number.</param>
    /// <param name="hidden">How many processes may not be looked into.</param>
    public static IReadOnlyList<int> OfSystemV(long id, out int hidden) => Find("/SYSV", id, out hidden);

    /// <summary>Finds the users of a POSIX segment by its inode.</summary>
    /// <param name="inode">The inode; a name is not enough, as a segment is made without one, and its maker's mapping stays <c>#INODE</c>.</param>
    /// <param name="hidden">How many processes may not be looked into.</param>
    public static IReadOnlyList<int> OfPosix(long inode, out int hidden) => Find(PosixName.Directory + "/", inode, out hidden);

    /// <summary>Finds files of shared memory that are mapped although their name is gone or means another file.</summary>
    /// <remarks>What never had a name (<c>#INODE</c>), or is hidden from the start (a dot in front, as browsers do), is left out.</remarks>
    public static IReadOnlyList<CutOffSegment> WithoutName()
    {
        const string Deleted = " (deleted)";
        var here = MountsOf("self");
        var found = new Dictionary<(string Path, long Inode), List<int>>();
        _ = Visit(
            (process, line) =>
            {
                var columns = Split(line);
                if (columns is [_, _, _, _, var inode, var path]
                    && path.EndsWith(Deleted, StringComparison.Ordinal)
                    && path.StartsWith(PosixName.Directory + "/", StringComparison.Ordinal)
                    && path[PosixName.Directory.Length + 1] is not ('#' or '.')
                    && MountsOf(process.ToString(CultureInfo.InvariantCulture)) == here)
                {
                    var key = (path[..^Deleted.Length], long.Parse(inode, CultureInfo.InvariantCulture));
                    if (!found.TryGetValue(key, out var users))
                    {
                        found.Add(key, users = []);
                    }

                    if (!users.Contains(process))
                    {
                        users.Add(process);
                    }
                }

                return true;
            });
        return [.. found.Select(pair => new CutOffSegment(pair.Key.Path, pair.Key.Inode, pair.Value))];
    }

    // The same path means another file in another mount namespace.
    private static string? MountsOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<int> Find(string path, long inode, out int hidden)
    {
        var users = new List<int>();
        var number = inode.ToString(CultureInfo.InvariantCulture);
        hidden = Visit(
            (process, line) =>
            {
                if (Split(line) is not [_, _, _, _, var found, var name] || found != number || !name.StartsWith(path, StringComparison.Ordinal))
                {
                    return true;
                }

                users.Add(process);
                return false;
            });
        users.Sort();
        return users;
    }

    /// <summary>Shows each mapping of each process.</summary>
    /// <param name="look">Gets the process and a line of its mappings, and tells whether to go on with that process.</param>
    /// <returns>How many processes may not be looked into.</returns>
    private static int Visit(Func<int, string, bool> look)
    {
        var hidden = 0;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                continue;
            }

            try
            {
                _ = File.ReadLines(directory + "/maps").All(line => look(process, line));
            }
            catch (UnauthorizedAccessException)
            {
                hidden++;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return hidden;
    }

    // address perms offset dev inode path
    private static string[] Split(string line) => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
}
