// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary>What <c>inspect</c> writes of a Quayside segment.</summary>
internal static class QuaysideSection
{
    /// <summary>Writes it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="line">Writes a line with a label.</param>
    public static void Write(QuaysideSegmentStatus segment, Action<string, string> line)
    {
        line("quayside", segment.Description.Length > 0 ? segment.Description : Words.CamelCase(segment.Kind.ToString()));
        line("  state", State(segment));
        line("  layout", string.Create(
            CultureInfo.InvariantCulture, $"{segment.LayoutVersion}, {Words.Count(segment.Places, "place", "places")}{(segment.IsPersistent ? ", persistent" : string.Empty)}"));
        if (segment.Version is { } version)
        {
            line(
                segment.Kind == QuaysideSegmentKind.Frames ? "  frame" : "  version",
                version == 0 ? "0: nothing has been written yet" : string.Create(CultureInfo.InvariantCulture, $"{version}{Value(segment)}"));
        }

        if (segment.Capacity is { } capacity)
        {
            line("  capacity", string.Create(CultureInfo.InvariantCulture, $"{capacity} bytes"));
        }

        if (segment.Frames is { } frames)
        {
            line("  slots", string.Create(CultureInfo.InvariantCulture, $"{frames.Slots}, {frames.Readers.Sum(reader => reader.Frames.Count)} looked at"));
        }

        if (segment.Lock is { } @lock)
        {
            line(segment.Kind switch { QuaysideSegmentKind.RobustLock => "  lock", QuaysideSegmentKind.Frames => "  publisher", _ => "  writer" }, Lock(@lock, segment.Kind));
        }

        // Of frames, readers have places.
        if (segment.Frames is null)
        {
            line("  readers", segment.HasReaders ? "some, who have no place" : "none without a place");
        }

        line("  gate", segment.IsGateTaken ? "taken: somebody comes in or leaves; a stopped process keeps everybody out" : "free");
        StandardOutput.Line(string.Empty);
        Participants(segment.Participants, segment.Frames);
    }

    private static string State(QuaysideSegmentStatus segment) => (segment, segment.State) switch
    {
        ({ IsStale: true }, QuaysideSegmentState.Gone) => "gone: its last participant was killed while it took it away; the next program that opens it makes it anew",
        ({ IsStale: true }, _) => "stale: nobody alive uses it, and the next program that opens it makes it anew",
        (_, QuaysideSegmentState.Damaged) => "damaged: its header contradicts itself, so nobody can open it",
        ({ IsKept: true }, _) => "kept (persistent): nobody uses it just now",
        _ => "in use",
    };

    private static string Value(QuaysideSegmentStatus segment) =>
        (segment.Frames?.Shape is { } shape ? $", {shape}" : string.Empty)
        + (segment.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $", {length} bytes") : string.Empty)
        + (segment.Age is { } age ? $", written {Words.Age(age)} ago" : string.Empty);

    // A dead writer leaves nothing half done, so there is no need to tell of one any more.
    private static string Lock(QuaysideLockStatus @lock, QuaysideSegmentKind kind) =>
        (@lock switch
        {
            { IsHeld: false } => "free",
            { Owner: { } owner } => string.Create(CultureInfo.InvariantCulture, $"{owner.Name} {owner.ProcessId} in place {owner.Place}{(owner.IsAlive ? string.Empty : ", dead: it passes on to the next one")}"),
            _ => "nobody alive: it passes on to the next one",
        })
        + (@lock.IsDirty && kind == QuaysideSegmentKind.RobustLock ? "; dirty: an owner died, and nobody has called the data consistent since" : string.Empty)
        + (@lock.HasWaiters ? "; somebody may be waiting" : string.Empty);

    private static void Participants(IReadOnlyList<QuaysideParticipant> participants, QuaysideFramesStatus? frames)
    {
        if (participants.Count == 0)
        {
            StandardOutput.Line("no participants");
            return;
        }

        var table = new Table();
        table.Add("PLACE", participants.Select(one => one.Place.ToString(CultureInfo.InvariantCulture)), importance: 5, isNumber: true);
        table.Add("PROCESS", participants.Select(one => one.ProcessId == 0 ? "?" : one.ProcessId.ToString(CultureInfo.InvariantCulture)), importance: 4, isNumber: true);
        table.Add("NAME", participants.Select(one => one.Name.Length == 0 ? "?" : one.Name), importance: 3);
        table.Add("SINCE", participants.Select(one => one.ProcessId == 0 ? "-" : Words.Age(one.Joined)), importance: 1, isNumber: true);
        table.Add("STATE", participants.Select(State), importance: 2);
        if (frames is not null)
        {
            table.Add("FRAMES", participants.Select(one => Frames(frames.Readers.FirstOrDefault(reader => reader.Place == one.Place))), importance: 2);
        }

        table.Write(Screen.Width);
    }

    private static string Frames(QuaysideFrameReader? reader)
    {
        if (reader is null)
        {
            return "-";
        }

        var open = reader.Frames.Select(frame => frame == 0 ? "?" : frame.ToString(CultureInfo.InvariantCulture));
        var next = reader.Next is { } wanted ? string.Create(CultureInfo.InvariantCulture, $"every, next {wanted}") : "latest";
        return reader.Frames.Count == 0 ? next : $"{next}; looks at {string.Join(", ", open)}";
    }

    private static string State(QuaysideParticipant participant) => (participant.IsAlive, participant.ProcessId) switch
    {
        (true, 0) => "coming or leaving",
        (true, _) => participant.IsOfThisNamespace ? "alive" : "alive, of another PID namespace",
        _ => "dead",
    };
}
