// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.SystemV;
using Quayside.Platform.Native;

namespace Quayside.Platform.Inventory;

/// <summary>The kernel's lists of System V objects (/proc/sysvipc, proc(5)): readable by all, also for objects of other users.</summary>
/// <remarks>Stateless and thread-safe. Every row is of the moment it was read.</remarks>
internal static class SystemVInventory
{
    private const int ModeBits = 0x1FF;

    /// <summary>Lists all segments of this IPC namespace.</summary>
    public static IReadOnlyList<SegmentRow> Segments() => [.. Rows("shm").Select(ReadSegment)];

    /// <summary>Lists all semaphores of this IPC namespace: sets of one, as Qt makes them.</summary>
    public static IReadOnlyList<SemaphoreRow> Semaphores() =>
        [.. Rows("sem").Where(row => row["nsems"] == "1").Select(ReadSemaphore)];

    /// <summary>Counts the objects of a kind, "shm" or "sem", sets of many semaphores included.</summary>
    public static int Count(string kind) => Rows(kind).Count();

    /// <summary>Derives the System V key of a key file, as ftok(3) does.</summary>
    public static bool TryDerive(string path, byte project, out int number) => KeyFile.TryDerive(path, project, out number);

    /// <summary>Finds a segment by its number.</summary>
    public static SegmentRow? FindSegment(long id) => Segments().FirstOrDefault(row => row.Id == id);

    /// <summary>Adds to a semaphore what its key file tells of its users.</summary>
    public static SemaphoreRow? WithKeyFile(SemaphoreRow? row, string path) => row is not { Value: 0 } ? row
        : row with { Holder = SystemVHolder.Find(checked((int)row.Id), path) };

    /// <summary>Takes a segment away that has no key, and so no lock.</summary>
    /// <param name="id">The segment's number; the kernel gives it to no other segment until 32768 were made in its place.</param>
    public static IpcResult RemoveNameless(long id) => SystemVCalls.Remove(checked((int)id));

    /// <summary>Gets whether a semaphore that has no key file is one that a process left which is dead: nobody waits for it, and the dead used it last.</summary>
    /// <param name="id">The semaphore's number.</param>
    /// <param name="isLock">Whether it is a free lock, which any process would make again as it is; a semaphore may count something.</param>
    public static bool IsStranded(long id, out bool isLock)
    {
        var number = checked((int)id);
        isLock = SemaphoreCalls.TryStat(number, out var status)
            && (status.mode & SystemVMode.Lock) != 0
            && LibC.semctl(number, 0, LibC.GETVAL, 0) == 1;
        return SystemVMode.IsOurs(status.mode)
            && LibC.semctl(number, 0, LibC.GETNCNT, 0) == 0
            && (SemaphoreCalls.IsUnborn(number) || (LibC.semctl(number, 0, LibC.GETPID, 0) is var last and > 0 && !ProcessInfo.IsAlive(last)));
    }

    /// <summary>Removes such a semaphore; a lock is held meanwhile, so that no process is inside, and those who wait are told that it is gone.</summary>
    /// <param name="id">The semaphore's number.</param>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemoveStranded(long id)
    {
        var number = checked((int)id);
        return IsStranded(id, out var isLock)
            && (!isLock || SemaphoreCalls.Take(number, TimeSpan.Zero, withUndo: true) == 0)
            && LibC.semctl(number, 0, LibC.IPC_RMID, 0) == 0;
    }

    private static SegmentRow ReadSegment(Dictionary<string, string> row)
    {
        var mode = Convert.ToInt32(row["perms"], 8) & ModeBits;
        return new SegmentRow(
            Number(row["shmid"]), checked((int)Number(row["key"])), Number(row["size"]), Number(row["nattch"]),
            Process(row["cpid"]), Process(row["lpid"]), checked((uint)Number(row["uid"])), mode)
        {
            IsOurs = SystemVMode.IsOurs(mode),
            Made = Time(row["ctime"]),
            Used = Time(row["atime"]) > Time(row["dtime"]) || row["dtime"] == "0" ? Time(row["atime"]) : Time(row["dtime"]),
            Resident = Number(row["rss"]) + Number(row["swap"]),
        };
    }

    private static SemaphoreRow ReadSemaphore(Dictionary<string, string> row)
    {
        var id = checked((int)Number(row["semid"]));
        var mode = Convert.ToInt32(row["perms"], 8) & ModeBits;
        var value = LibC.semctl(id, 0, LibC.GETVAL, 0);
        var used = Time(row["otime"]);
        return new SemaphoreRow(
            id, checked((int)Number(row["key"])), value < 0 ? null : value, value == 0 ? SystemVHolder.Find(id, path: null) : LockHolder.Nobody,
            checked((uint)Number(row["uid"])), mode)
        {
            IsOurs = SystemVMode.IsOurs(mode),
            Waiting = Math.Max(0, LibC.semctl(id, 0, LibC.GETNCNT, 0)),
            Made = Time(row["ctime"]),
            Used = used,
            IsUnborn = value == 0 && SemaphoreCalls.IsUnborn(id),
        };
    }

    /// <summary>Reads a list by the names of its columns, which differ between versions of the kernel in what follows the old ones.</summary>
    private static IEnumerable<Dictionary<string, string>> Rows(string kind)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines("/proc/sysvipc/" + kind);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Kernels without System V objects have no lists.
            yield break;
        }

        var names = Columns(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            yield return names.Zip(Columns(line)).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static int Process(string text) => Math.Max(0, int.Parse(text, CultureInfo.InvariantCulture));

    private static DateTimeOffset? Time(string seconds) => seconds == "0" ? null : DateTimeOffset.FromUnixTimeSeconds(Number(seconds));
}
