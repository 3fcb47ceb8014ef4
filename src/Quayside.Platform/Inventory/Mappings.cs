// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Backends.Posix;

namespace Quayside.Platform.Inventory;

/// <summary>Finds out which processes have something mapped (/proc/PID/maps): those of this user, or all for root.</summary>
internal static class Mappings
{
    /// <summary>Finds the users of a System V segment, whose mappings name its key and, as inode, its number.</summary>
    /// <param name="id">The segment's number.</param>
    /// <param name="hidden">How many processes may not be looked into.</param>
    public static IReadOnlyList<int> OfSystemV(long id, out int hidden) => Find("/SYSV", id, out hidden);

    /// <summary>Finds the users of a POSIX segment by its inode.</summary>
    /// <param name="inode">The inode; a name is not enough, as a segment is made without one, and its maker's mapping stays <c>#INODE</c>.</param>
    /// <param name="hidden">How many processes may not be looked into.</param>
    public static IReadOnlyList<int> OfPosix(long inode, out int hidden) => Find(PosixName.Directory + "/", inode, out hidden);

    private static List<int> Find(string path, long inode, out int hidden)
    {
        hidden = 0;
        var users = new List<int>();
        var number = inode.ToString(CultureInfo.InvariantCulture);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                continue;
            }

            try
            {
                if (File.ReadLines(directory + "/maps").Any(line => Means(line, path, number)))
                {
                    users.Add(process);
                }
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

        users.Sort();
        return users;
    }

    // address perms offset dev inode path
    private static bool Means(string line, string path, string inode)
    {
        const int InodeColumn = 4;
        var columns = line.Split(' ', InodeColumn + 2, StringSplitOptions.RemoveEmptyEntries);
        return columns.Length > InodeColumn + 1
            && columns[InodeColumn] == inode
            && columns[InodeColumn + 1].StartsWith(path, StringComparison.Ordinal);
    }
}
