// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.Interop.Tests.Peers;

/// <summary>The kernel's own tables of System V objects (<c>/proc/sysvipc</c>).</summary>
internal static class SystemVTable
{
    /// <summary>Lists shared memory segments.</summary>
    public static IEnumerable<SystemVSegment> Segments() =>
        Rows("shm").Select(row => new SystemVSegment(
            Key: int.Parse(row[0], CultureInfo.InvariantCulture),
            Id: row[1],
            Size: long.Parse(row[3], CultureInfo.InvariantCulture),
            CreatorProcess: int.Parse(row[4], CultureInfo.InvariantCulture),
            Attached: int.Parse(row[6], CultureInfo.InvariantCulture)));

    /// <summary>Lists semaphore sets as key and id.</summary>
    public static IEnumerable<(int Key, string Id)> SemaphoreSets() =>
        Rows("sem").Select(row => (int.Parse(row[0], CultureInfo.InvariantCulture), row[1]));

    /// <summary>Removes one segment (<c>-m</c>) or semaphore set (<c>-s</c>) by its id.</summary>
    public static void Remove(string option, string id)
    {
        using var ipcrm = Process.Start("ipcrm", [option, id]);
        ipcrm.WaitForExit();
    }

    private static IEnumerable<string[]> Rows(string table) =>
        File.ReadLines("/proc/sysvipc/" + table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>One row of <c>/proc/sysvipc/shm</c>.</summary>
internal sealed record SystemVSegment(int Key, string Id, long Size, int CreatorProcess, int Attached);
