// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The kernel's table of segments (/proc/sysvipc/shm, proc(5)): readable by all, also for segments of other users.</summary>
internal static class SystemVTable
{
    private const string Segments = "/proc/sysvipc/shm";

    // Columns: key shmid perms size cpid lpid nattch uid gid cuid cgid ...
    private const int IdColumn = 1;
    private const int ModeColumn = 2;
    private const int SizeColumn = 3;
    private const int CreatorColumn = 4;
    private const int AttachColumn = 6;
    private const int OwnerColumn = 7;
    private const int MakerColumn = 9;
    private const int MakersGroupColumn = 10;

    /// <summary>Finds a segment by the kernel's number.</summary>
    public static bool TryFind(int id, out SegmentInfo info)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (var line in File.ReadLines(Segments).Skip(1))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > MakersGroupColumn && columns[IdColumn] == number)
                {
                    info = new SegmentInfo(
                        id,
                        long.Parse(columns[SizeColumn], CultureInfo.InvariantCulture),
                        long.Parse(columns[AttachColumn], CultureInfo.InvariantCulture),
                        int.Parse(columns[CreatorColumn], CultureInfo.InvariantCulture),
                        uint.Parse(columns[OwnerColumn], CultureInfo.InvariantCulture))
                    {
                        Owner = new ObjectOwner(
                            uint.Parse(columns[OwnerColumn], CultureInfo.InvariantCulture),
                            uint.Parse(columns[MakerColumn], CultureInfo.InvariantCulture),
                            uint.Parse(columns[MakersGroupColumn], CultureInfo.InvariantCulture)),
                        IsOurs = SystemVMode.IsOurs(Convert.ToInt32(columns[ModeColumn], 8)),
                    };
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc here, or it is forbidden: the caller then says less.
        }

        info = default;
        return false;
    }
}
