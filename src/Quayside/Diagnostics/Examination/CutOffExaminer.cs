// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Finds memory of /dev/shm that processes still use although its name is gone: they share it with each other, and newcomers do not find it.</summary>
internal static class CutOffExaminer
{
    /// <summary>Looks into the processes that this user may look into.</summary>
    public static IEnumerable<IpcFinding> Examine() => MemoryMaps.WithoutName().Select(cutOff => new IpcFinding
    {
        Kind = IpcFindingKind.CutOff,
        Severity = IpcSeverity.Note,
        Subject = cutOff.Path,
        Text = "Processes use memory that had this name and has it no more: it was replaced or removed while they were attached, or a cleaner (rm, "
            + "systemd's RemoveIPC) took the name. They go on among themselves; a program that comes now does not meet them.",
        Evidence =
        [
            string.Create(CultureInfo.InvariantCulture, $"inode {cutOff.Inode}"),
            .. cutOff.Processes.Select(process => Words.Process("used by", ProcessStatus.Of(process))),
        ],
        Remedy = "If they are to meet others again, let them detach and attach. The memory goes with the last of them.",
    });
}
