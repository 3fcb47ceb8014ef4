// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Tells how much the system gives, and how much of it is in use: sysctl limits (proc(5), kernel.shm* and kernel.sem) and /dev/shm.</summary>
internal static class LimitExaminer
{
    private const double NearlyFull = 0.9;

    /// <summary>Looks at the limits.</summary>
    public static IEnumerable<IpcFinding> Examine()
    {
        var segments = SystemVInventory.Segments();
        if (Read("shmmni") is [var most])
        {
            yield return Limit("kernel.shmmni", SystemVInventory.Count("shm"), most, "System V segments", "further segments are refused");
        }

        if (Read("shmall") is [var pages])
        {
            var used = segments.Sum(segment => (segment.Size + Environment.SystemPageSize - 1) / Environment.SystemPageSize);
            yield return Limit("kernel.shmall", used, pages, "pages of System V memory", "further segments are refused");
        }

        // semmsl semmns semopm semmni
        if (Read("sem") is [_, _, _, var sets])
        {
            yield return Limit("kernel.sem", SystemVInventory.Count("sem"), sets, "sets of semaphores", "further locks are refused");
        }

        if (Read("shmmax") is [var largest])
        {
            yield return new IpcFinding
            {
                Kind = IpcFindingKind.Limit,
                Severity = IpcSeverity.Note,
                Subject = "kernel.shmmax",
                Text = largest > long.MaxValue ? "System V segments may be of any size." : $"The largest System V segment may have {Words.Bytes((long)largest)}.",
                Evidence = [],
            };
        }

        if (Directory.Exists(PosixInventory.Directory))
        {
            yield return Room(new DriveInfo(PosixInventory.Directory));
        }
    }

    // The defaults of recent kernels, which mean no limit, are beyond 63 bits.
    private static decimal[] Read(string name)
    {
        try
        {
            return
            [
                .. File.ReadAllText("/proc/sys/kernel/" + name)
                    .Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(number => decimal.Parse(number, CultureInfo.InvariantCulture)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IpcFinding Limit(string name, long used, decimal most, string what, string consequence)
    {
        var isNear = used >= most * (decimal)NearlyFull;
        return new IpcFinding
        {
            Kind = IpcFindingKind.Limit,
            Severity = isNear ? IpcSeverity.Warning : IpcSeverity.Note,
            Subject = name,
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"{used}{(most > long.MaxValue ? string.Empty : $" of {most}")} {what} are in use.{(isNear ? $" When it is reached, {consequence}." : string.Empty)}"),
            Evidence = [],
            Remedy = isNear ? $"Remove what nobody uses, or raise {name} with sysctl(8)." : null,
        };
    }

    private static IpcFinding Room(DriveInfo drive)
    {
        var used = drive.TotalSize - drive.AvailableFreeSpace;
        var isNear = used >= drive.TotalSize * NearlyFull;
        return new IpcFinding
        {
            Kind = IpcFindingKind.Room,
            Severity = isNear ? IpcSeverity.Warning : IpcSeverity.Note,
            Subject = drive.Name,
            Text = $"{Words.Bytes(used)} of {Words.Bytes(drive.TotalSize)} for POSIX segments are in use."
                + (isNear ? " When it is full, Quayside refuses to make segments; Qt programs make them and die when they write." : string.Empty),
            Evidence = [],
            Remedy = isNear ? "Remove what nobody uses, or enlarge it: mount -o remount,size=SIZE /dev/shm (docker run --shm-size)." : null,
        };
    }
}
