// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Json;

/// <summary>A participant of a Quayside segment in the JSON of the tool.</summary>
internal sealed record ParticipantJson(int Place, int Pid, string Name, DateTimeOffset Joined, bool Alive, bool SamePidNamespace)
{
    /// <summary>Writes a participant.</summary>
    public static ParticipantJson? Of(QuaysideParticipant? participant) => participant is null ? null : new ParticipantJson(
        participant.Place, participant.ProcessId, participant.Name, participant.Joined, participant.IsAlive, participant.IsOfThisNamespace);
}

/// <summary>The lock in a Quayside segment, or its writer's role, in the JSON of the tool.</summary>
internal sealed record QuaysideLockJson(bool Held, bool Abandoned, bool Dirty, bool Waiters, ParticipantJson? Owner)
{
    /// <summary>Writes a lock.</summary>
    public static QuaysideLockJson? Of(QuaysideLockStatus? @lock) => @lock is null ? null : new QuaysideLockJson(
        @lock.IsHeld, @lock.IsAbandoned, @lock.IsDirty, @lock.HasWaiters, ParticipantJson.Of(@lock.Owner));
}

/// <summary>A reader of frames in the JSON of the tool.</summary>
internal sealed record FrameReaderJson(int Place, IReadOnlyList<long> Frames, long? Next);

/// <summary>Frames in the JSON of the tool.</summary>
internal sealed record FramesJson(int Slots, int? Width, int? Height, string? Format, int? Stride, IReadOnlyList<FrameReaderJson> Readers)
{
    /// <summary>Writes frames.</summary>
    public static FramesJson? Of(QuaysideFramesStatus? frames) => frames is null ? null : new FramesJson(
        frames.Slots, frames.Shape?.Width, frames.Shape?.Height, frames.Shape is { } shape ? Words.CamelCase(shape.Format.ToString()) : null, frames.Shape?.Stride,
        [.. frames.Readers.Select(reader => new FrameReaderJson(reader.Place, reader.Frames, reader.Next))]);
}

/// <summary>A Quayside segment in the JSON of the tool; docs/cli.md tells what the members mean.</summary>
internal sealed record QuaysideJson(
    string Kind, string Description, long Layout, string State, string Use, bool Persistent, bool GateTaken, int Places,
    IReadOnlyList<ParticipantJson> Participants, bool Readers, QuaysideLockJson? Lock, long? Version, int? Capacity, int? Length, double? Age, FramesJson? Frames)
{
    /// <summary>Writes a Quayside segment.</summary>
    public static QuaysideJson? Of(QuaysideSegmentStatus? segment) => segment is null ? null : new QuaysideJson(
        Words.CamelCase(segment.Kind.ToString()), segment.Description, segment.LayoutVersion, Words.CamelCase(segment.State.ToString()), Words.Use(segment),
        segment.IsPersistent, segment.IsGateTaken, segment.Places, [.. segment.Participants.Select(participant => ParticipantJson.Of(participant)!)],
        segment.HasReaders, QuaysideLockJson.Of(segment.Lock), segment.Version, segment.Capacity, segment.Length, segment.Age?.TotalSeconds,
        FramesJson.Of(segment.Frames));
}
