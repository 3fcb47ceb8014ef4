// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Diagnostics.Inventory;
using Quayside.Platform.Common;
using Quayside.Segments;

namespace Quayside.Diagnostics.Examination;

/// <summary>Finds Quayside segments that nobody will use again, and explains what the dead left in the others.</summary>
internal static class QuaysideExaminer
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>Looks at the Quayside segments of a list.</summary>
    public static IEnumerable<IpcFinding> Examine(IReadOnlyList<IpcEntry> entries) =>
        from entry in entries
        where entry is { Segment: not null, QuaysideSegment: not null }
        from finding in Examine(entry, entry.Segment!, entry.QuaysideSegment!)
        select finding;

    private static IEnumerable<IpcFinding> Examine(IpcEntry entry, SegmentStatus segment, QuaysideSegmentStatus quayside)
    {
        if (quayside.IsStale)
        {
            yield return Stale(entry, segment, quayside);
            yield break;
        }

        if (quayside.State == QuaysideSegmentState.Damaged)
        {
            yield return Damaged(entry, segment, quayside);
        }
        else if (quayside.IsKept)
        {
            yield return Kept(entry, segment, quayside);
        }

        // The writer's role is left like that by every writer that ends: it protects nothing that could be half done.
        if (quayside is { Kind: QuaysideSegmentKind.RobustLock, Lock: { IsAbandoned: true } @lock })
        {
            yield return Abandoned(entry, @lock);
        }

        if (quayside.IsInUse && quayside.Participants.Any(participant => !participant.IsAlive))
        {
            yield return Dead(entry, quayside);
        }
    }

    private static IpcFinding Stale(IpcEntry entry, SegmentStatus segment, QuaysideSegmentStatus quayside) => new()
    {
        Kind = IpcFindingKind.StaleSegment,

        // It heals by itself, so it is no reason to wake anybody.
        Severity = IpcSeverity.Note,
        Subject = Words.Subject(entry),
        Text = quayside.State == QuaysideSegmentState.Gone
            ? $"The last participant of this {What(quayside)} was killed while it took it away. The next program that opens it makes it anew."
            : $"All participants of this {What(quayside)} are dead, and it is not persistent. The next program that opens it makes it anew.",
        Evidence =
        [
            $"state {quayside.State.ToString().ToLowerInvariant()}; no participant's lock is held; {Words.Bytes(segment.Size)}",
            .. quayside.Participants.Select(Entry),
            Words.Time("made", segment.Made),
        ],
        Remedy = "--fix removes it.",
        Cure = Repair.MayRemove(segment.OwnerId) ? cancellation => Remove(entry, segment, cancellation) : null,
    };

    private static IpcFinding Kept(IpcEntry entry, SegmentStatus segment, QuaysideSegmentStatus quayside) => new()
    {
        Kind = IpcFindingKind.KeptSegment,
        Severity = IpcSeverity.Note,
        Subject = Words.Subject(entry),
        Text = $"Nobody uses this {What(quayside)} just now, and it is kept: it is persistent, so its contents wait for the next program.",
        Evidence =
        [
            string.Create(CultureInfo.InvariantCulture, $"no participant's lock is held; version {quayside.Version ?? 0}; {Words.Bytes(segment.Size)}"),
            Words.Time("made", segment.Made),
        ],
        Remedy = "If nobody wants it any more: quayside rm KEY",
    };

    private static IpcFinding Damaged(IpcEntry entry, SegmentStatus segment, QuaysideSegmentStatus quayside) => new()
    {
        Kind = IpcFindingKind.DamagedSegment,
        Severity = IpcSeverity.Warning,
        Subject = Words.Subject(entry),
        Text = "The header of this Quayside segment contradicts itself or the size of the file: somebody wrote over it who does not keep to the protocol. "
            + $"Nobody can open it any more, and it stays because it is {(quayside.IsInUse ? "in use" : "persistent")}.",
        Evidence =
        [
            string.Create(CultureInfo.InvariantCulture, $"layout {quayside.LayoutVersion}; {Words.Bytes(segment.Size)}"), Words.Time("made", segment.Made),
        ],
        Remedy = $"End the programs that use it, then: quayside rm KEY{(quayside.IsInUse ? " --force" : string.Empty)}",
    };

    private static IpcFinding Abandoned(IpcEntry entry, QuaysideLockStatus @lock) => new()
    {
        Kind = IpcFindingKind.AbandonedLock,
        Severity = IpcSeverity.Note,
        Subject = Words.Subject(entry),
        Text = "The owner of this lock is dead. The next to enter gets it and is told so (Abandoned), to set right what it protects.",
        Evidence = [@lock.Owner is { } owner ? Entry(owner) : "its place is somebody else's by now, or nobody's"],
    };

    private static IpcFinding Dead(IpcEntry entry, QuaysideSegmentStatus quayside) => new()
    {
        Kind = IpcFindingKind.DeadParticipants,
        Severity = IpcSeverity.Note,
        Subject = Words.Subject(entry),
        Text = $"Participants of this {What(quayside)} died without leaving. Their places are free, and whoever takes one or meets what they owned tidies up.",
        Evidence = [.. quayside.Participants.Where(participant => !participant.IsAlive).Select(Entry)],
    };

    private static string What(QuaysideSegmentStatus quayside) =>
        quayside.Kind == QuaysideSegmentKind.Unknown ? "Quayside segment" : quayside.Kind.ToString();

    private static string Entry(QuaysideParticipant participant) => string.Create(
        CultureInfo.InvariantCulture,
        $"place {participant.Place}: process {participant.ProcessId} ({participant.Name}), {(participant.IsAlive ? "alive" : "dead")}");

    private static IpcFix Remove(IpcEntry entry, SegmentStatus segment, CancellationToken cancellation)
    {
        var subject = Words.Subject(entry);
        var result = QuaysideRemoval.RemoveIf(
            entry.Key, now => now.Id == segment.Id && now.IsStale, Repair.Policy, force: false, _patience, cancellation, out var outcome);
        return outcome == RemovalOutcome.Removed ? new IpcFix(true, $"removed the segment {subject}, which nobody used any more")
            : outcome == RemovalOutcome.Kept ? new IpcFix(false, $"{subject}: left alone, somebody uses it again")
            : result.Error == IpcError.NotFound ? new IpcFix(true, $"{subject}: gone by now")
            : result.Error == IpcError.InUse ? new IpcFix(false, $"{subject}: left alone, somebody stands in its gate")
            : new IpcFix(false, $"{subject}: left alone: {ProcessInfo.DescribeError(result.NativeError)}");
    }
}
