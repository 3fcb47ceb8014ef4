// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Files;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Looks at what decides whether objects can be made at all: /dev/shm, the sandbox, the control group, and how long segments last.</summary>
internal static class SurroundingsExaminer
{
    private const double NearlyFull = 0.9;
    private const string RemovedWhenUnused = "/proc/sys/kernel/shm_rmid_forced";

    /// <summary>Looks at them. Makes a file without a name for a moment, to ask for each call.</summary>
    public static IEnumerable<IpcFinding> Examine()
    {
        var directory = DirectoryFacts.Of(PosixInventory.Directory);
        if (Explain(directory) is { } explained)
        {
            yield return Finding(IpcFindingKind.SharedDirectory, IpcSeverity.Warning, directory.Path, explained.Text, explained.Remedy);
        }
        else if (RefusedCalls.Find() is { Count: > 0 } refused)
        {
            yield return Finding(
                IpcFindingKind.Sandbox,
                IpcSeverity.Warning,
                string.Join(", ", refused),
                "A sandbox refuses this process calls that POSIX objects need. Without leases (F_SETLEASE) nobody can tell whether a segment is still in "
                    + "use, so none is removed; without locks on open files (F_OFD_SETLK) there are no Quayside segments.",
                "Let its profile (seccomp, AppArmor, SystemCallFilter= of systemd) allow them.");
        }

        if (ControlGroup.FindTightest() is { } group)
        {
            yield return Of(group);
        }

        if (File.Exists(RemovedWhenUnused) && File.ReadAllText(RemovedWhenUnused).Trim() != "0")
        {
            yield return Finding(
                IpcFindingKind.RemovedWhenUnused,
                IpcSeverity.Warning,
                "kernel.shm_rmid_forced",
                "The kernel removes each System V segment when no process is attached to it any more, whatever Persistent says.",
                "Set it to 0 with sysctl(8), or share such segments under a POSIX key.");
        }
    }

    private static (string Text, string Remedy)? Explain(DirectoryFacts facts) => facts switch
    {
        { Exists: false } => (
            "It is missing, so no POSIX object and no Quayside segment can be made or found.",
            "Mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm; a container or a service must not hide it."),
        { IsReadOnly: true } => (
            "It is mounted read-only, so nothing can be made in it, not even the lock of a segment that is there.",
            "mount -o remount,rw /dev/shm; give a container a tmpfs of its own."),
        { MayWrite: false } => (
            $"Its mode{Mode(facts)} lets this user make nothing in it.", "chmod 1777 /dev/shm, as systems have it."),
        { HasInodes: false } => (
            "It can take no more files: all of its inodes are in use.",
            "Remove what nobody uses ('df -i /dev/shm' shows inodes), or mount it with a larger nr_inodes."),
        _ => null,
    };

    private static string Mode(DirectoryFacts facts) => facts.Mode is { } mode ? $" {Convert.ToString((int)mode, 8).PadLeft(4, '0')}" : string.Empty;

    private static IpcFinding Of(ControlGroup group)
    {
        var isNear = group.Used >= group.Limit * NearlyFull;
        return Finding(
            IpcFindingKind.ControlGroup,
            isNear ? IpcSeverity.Warning : IpcSeverity.Note,
            group.Path,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Words.Bytes(group.Used)} of {Words.Bytes(group.Limit)} of memory are in use; shared memory counts for the process that touches it first. ")
                + "Quayside refuses segments that do not fit; a Qt program makes them and is killed when it writes.",
            isNear ? "End what is not needed, or raise the limit (docker run --memory, MemoryMax= of systemd)." : null);
    }

    private static IpcFinding Finding(IpcFindingKind kind, IpcSeverity severity, string subject, string text, string? remedy) => new()
    {
        Kind = kind,
        Severity = severity,
        Subject = subject,
        Text = text,
        Evidence = [],
        Remedy = remedy,
    };
}
