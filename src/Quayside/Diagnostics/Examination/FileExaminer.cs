// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Diagnostics.Inventory;
using Quayside.Keys;
using Quayside.Platform.Common;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Finds files that stand for nothing: key files without a segment, and what a kill halfway left.</summary>
internal static class FileExaminer
{
    // The steps that make such files take microseconds.
    private static readonly TimeSpan _longAgo = TimeSpan.FromMinutes(1);

    /// <summary>Looks at the files of the entries, and at those that are no key's.</summary>
    public static IEnumerable<IpcFinding> Examine(IReadOnlyList<IpcEntry> entries) =>
        entries.Where(entry => entry.Type.IsSystemV() && !entry.Key.IsEmpty && entry is { Segment: null, Lock: null })
            .Select(UnusedKeyFile)
            .OfType<IpcFinding>()
            .Concat(SystemVEntries.Files().Select(Moved).OfType<IpcFinding>())
            .Concat(PosixInventory.TemporaryFiles().Where(file => IsOld(file) || PosixInventory.HasDeadMaker(file)).Select(PutAside))
            .Concat(PosixInventory.UnfinishedSemaphores().Where(IsOld).Select(Unfinished));

    private static IpcFinding? UnusedKeyFile(IpcEntry entry)
    {
        var path = entry.HasFile ? entry.Key.NativeName : entry.Key.NativeLockName;
        if (FileFacts.Of(path) is not { Size: 0 } file)
        {
            return null;
        }

        return new IpcFinding
        {
            Kind = IpcFindingKind.KeyFileWithoutSegment,
            Severity = IpcSeverity.Problem,
            Subject = Words.Subject(entry),
            Text = "This key file stands for no segment and no lock. A failed attach() of Qt leaves one, as does a restart of the "
                + "system or of the IPC namespace, and a kill at the wrong moment. It does no harm.",
            Evidence = [$"file: {path}", Words.Time("made", file.Changed)],
            Remedy = "--fix removes it.",
            Cure = Repair.MayRemove(file.OwnerUser)
                ? cancellation => Repair.RemoveRest(entry.Key, Words.Subject(entry), $"removed the key file {path}", cancellation)
                : null,
        };
    }

    private static IpcFinding? Moved(FileFacts file)
    {
        if (!NativeNames.IsTemporary(file.Path, out var process) || !IsDead(file, process))
        {
            return null;
        }

        return new IpcFinding
        {
            Kind = IpcFindingKind.TemporaryFile,
            Severity = IpcSeverity.Problem,
            Subject = file.Path,
            Text = "A program was killed while it moved a key file into its place. Nobody looks for this file.",
            Evidence =
            [
                string.Create(CultureInfo.InvariantCulture, $"made by: process {process}, gone"), Words.Time("made", file.Changed), Words.Bytes(file.Size),
            ],
            Remedy = "--fix removes it.",
            Cure = Repair.MayRemove(file.OwnerUser) ? _ => Remove(file, process) : null,
        };
    }

    private static IpcFinding PutAside(FileFacts file) => new()
    {
        Kind = IpcFindingKind.TemporaryFile,
        Severity = IpcSeverity.Problem,
        Subject = file.Path,
        Text = "A program was killed while it made or replaced a POSIX segment or took a segment or a lock away. Nobody looks for this file.",
        Evidence = [Words.Time("made", file.Changed), Words.Bytes(file.Size)],
        Remedy = "--fix removes it; so does the next replacement or removal under the same key.",
        Cure = !Repair.MayRemove(file.OwnerUser) ? null : _ => PosixInventory.TryRemoveTemporary(file)
            ? new IpcFix(true, $"removed the file {file.Path}")
            : new IpcFix(false, $"{file.Path}: left alone, somebody uses it or has changed it"),
    };

    /// <summary>What the C library's sem_open makes before a semaphore's own name. Quayside's semaphores need no such file.</summary>
    private static IpcFinding Unfinished(FileFacts file)
    {
        // Without bytes, or with another name besides, it is no semaphore that anybody opens by this name.
        var isCertain = file.Size == 0 || file.Links > 1;
        return new IpcFinding
        {
            Kind = IpcFindingKind.TemporaryFile,
            HoldsContents = !isCertain,
            Severity = isCertain ? IpcSeverity.Problem : IpcSeverity.Note,
            Subject = file.Path,
            Text = isCertain
                ? "A program was killed while the C library made a semaphore for it (sem_open). Nobody looks for this file."
                : "No program has this semaphore open, and its name is like those that the C library gives before the right one. A program was killed "
                    + "within sem_open, or one has left a semaphore of that name on purpose.",
            Evidence =
            [
                Words.Time("made", file.Changed), Words.Bytes(file.Size), string.Create(CultureInfo.InvariantCulture, $"names: {file.Links}"),
            ],
            Remedy = $"--fix {(isCertain ? string.Empty : "--orphans ")}removes it.",
            Cure = !Repair.MayRemove(file.OwnerUser) ? null : _ => PosixInventory.TryRemoveTemporary(file)
                ? new IpcFix(true, $"removed the file {file.Path}")
                : new IpcFix(false, $"{file.Path}: left alone, somebody uses it or has changed it"),
        };
    }

    private static bool IsOld(FileFacts file) => TimeProvider.System.GetUtcNow() - file.Changed > _longAgo;

    private static bool IsDead(FileFacts file, int process) => !ProcessInfo.IsAlive(process) && IsOld(file);

    private static IpcFix Remove(FileFacts file, int process)
    {
        if (!IsDead(file, process))
        {
            return new IpcFix(false, $"{file.Path}: left alone, there is a process {process.ToString(CultureInfo.InvariantCulture)} again");
        }

        var error = file.RemoveIfSame();
        return error == 0
            ? new IpcFix(true, $"removed the file {file.Path}")
            : new IpcFix(false, $"{file.Path}: left alone: {ProcessInfo.DescribeError(error)}");
    }
}
