// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Diagnostics.Inventory;
using Quayside.Platform.Common;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Finds segments that nobody uses or nobody can find.</summary>
internal static class SegmentExaminer
{
    /// <summary>Looks at the segments of a list.</summary>
    public static IEnumerable<IpcFinding> Examine(IReadOnlyList<IpcEntry> entries) =>
        entries.Select(entry => entry is { Segment: { } segment, QuaysideSegment: null } ? Examine(entry, segment) : null).OfType<IpcFinding>();

    private static IpcFinding? Examine(IpcEntry entry, SegmentStatus segment)
    {
        if (entry.Key.IsEmpty)
        {
            return IsReserve(segment) ? Reserve(segment) : segment.SystemVKey == 0 ? null : WithoutKeyFile(entry, segment);
        }

        return !segment.IsOrphan ? null : segment.Size == 0 ? Unfinished(entry, segment) : Orphan(entry, segment);
    }

    private static IpcFinding Orphan(IpcEntry entry, SegmentStatus segment) => new()
    {
        Kind = IpcFindingKind.Orphan,
        Severity = IpcSeverity.Problem,
        Subject = Words.Subject(entry),
        Text = "Nobody is attached to this segment. Its last user was killed or crashed, or left it on purpose (Persistent); on POSIX, "
            + "Qt never removes one. The contents are as they were left.",
        Evidence =
        [
            $"attached: nobody; {Words.Bytes(segment.Size)}", Words.Process("made by", segment.Creator),
            Words.Process("last used by", segment.LastUser), Words.Time("last used", segment.Used ?? segment.Made),
        ],
        Remedy = "The next program that attaches recovers it, 'quayside get KEY' copies it, --fix --orphans removes it.",
        HoldsContents = true,
        Cure = Repair.MayRemove(segment.OwnerId)
            ? cancellation => Repair.RemoveOrphan(entry.Key, Words.Subject(entry), segment.Id, cancellation)
            : null,
    };

    private static IpcFinding Unfinished(IpcEntry entry, SegmentStatus segment) => new()
    {
        Kind = IpcFindingKind.UnfinishedSegment,
        Severity = IpcSeverity.Problem,
        Subject = Words.Subject(entry),
        Text = "A program died between making this segment and giving it its size. Qt programs fail to attach to it.",
        Evidence = ["attached: nobody; 0 bytes", Words.Time("made", segment.Made)],
        Remedy = "--fix removes it; so does the next Quayside program that creates the segment.",
        Cure = Repair.MayRemove(segment.OwnerId)
            ? cancellation => Repair.RemoveRest(
                entry.Key, Words.Subject(entry), $"removed the unfinished segment {Words.Subject(entry)}", cancellation)
            : null,
    };

    private static IpcFinding WithoutKeyFile(IpcEntry entry, SegmentStatus segment) => new()
    {
        Kind = IpcFindingKind.WithoutKeyFile,
        Severity = IpcSeverity.Warning,
        Subject = Words.Subject(entry),
        Text = $"No key file in {SystemVEntries.Directory} stands for this segment: it was made under another TMPDIR or in another mount "
            + "namespace, or a cleaner deleted its key file, and newcomers do not find it any more.",
        Evidence =
        [
            string.Create(CultureInfo.InvariantCulture, $"segment {segment.Id}, {Words.Bytes(segment.Size)}, attached {segment.AttachCount} times"),
            Words.Process("made by", segment.Creator), Words.Time("last used", segment.Used ?? segment.Made),
        ],
        Remedy = string.Create(
            CultureInfo.InvariantCulture, $"Look under the other TMPDIR. If nothing uses it: ipcrm -m {segment.Id}"),
    };

    // IPC_PRIVATE, our mode, no page touched, and its maker gone: only an interrupted look for room is all of this.
    private static bool IsReserve(SegmentStatus segment) =>
        segment is { SystemVKey: 0, IsMadeByQuayside: true, AttachCount: 0, Creator: { IsAlive: false } }
        && SystemVInventory.FindSegment(segment.Id) is { Resident: 0 };

    private static IpcFinding Reserve(SegmentStatus segment)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"the nameless segment {segment.Id}");
        return new IpcFinding
        {
            Kind = IpcFindingKind.NamelessSegment,
            Severity = IpcSeverity.Problem,
            Subject = subject,
            Text = "A program with an earlier version of Quayside was killed within Replace or Publish, while it made sure of room. It takes one "
                + "of kernel.shmmni identifiers and no memory.",
            Evidence =
            [
                $"key 0, mode 700, attached by no process, no page in memory; {Words.Bytes(segment.Size)}",
                Words.Process("made by", segment.Creator), Words.Time("made", segment.Made),
            ],
            Remedy = "--fix removes it.",
            Cure = Repair.MayRemove(segment.OwnerId) ? _ => RemoveReserve(segment.Id, subject) : null,
        };
    }

    private static IpcFix RemoveReserve(long id, string subject)
    {
        if (Snapshot.Of(SystemVInventory.FindSegment(id)) is not { } now)
        {
            return new IpcFix(true, $"{subject}: gone by now");
        }

        if (!IsReserve(now))
        {
            return new IpcFix(false, $"{subject}: left alone, it is not as it was");
        }

        var result = SystemVInventory.RemoveNameless(id);
        return result.Succeeded
            ? new IpcFix(true, $"removed {subject}")
            : new IpcFix(false, $"{subject}: left alone: {ProcessInfo.DescribeError(result.NativeError)}");
    }
}
