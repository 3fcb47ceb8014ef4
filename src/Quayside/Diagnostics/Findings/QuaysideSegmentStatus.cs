// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What a Quayside segment says of itself, and the kernel of its participants. An immutable snapshot.</summary>
/// <remarks>
/// Looking joins nothing and maps nothing. All that is not about who lives is the word of those who write the segment: it is checked for
/// sense and not for truth.
/// </remarks>
public sealed record QuaysideSegmentStatus
{
    /// <summary>Gets what it is.</summary>
    public required QuaysideSegmentKind Kind { get; init; }

    /// <summary>Gets what it holds, in words: <c>RobustLock</c>, <c>LiveValue&lt;Position&gt; { Double X; Double Y }, 16 bytes</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the version of its layout. Of one that this version of Quayside does not know, only the participants' lives are told.</summary>
    public required long LayoutVersion { get; init; }

    /// <summary>Gets what the header says of it.</summary>
    public required QuaysideSegmentState State { get; init; }

    /// <summary>Gets whether it stays, with its contents, when nobody uses it.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>Gets whether anybody alive takes part, with a place or reading.</summary>
    public required bool IsInUse { get; init; }

    /// <summary>Gets whether nobody uses it and it stays nevertheless: it is persistent, and no orphan.</summary>
    public bool IsKept => !IsInUse && IsPersistent && State != QuaysideSegmentState.Gone;

    /// <summary>Gets whether nobody uses it and nobody ever will: the next program that opens it makes it anew.</summary>
    public bool IsStale => !IsInUse && !IsKept;

    /// <summary>Gets whether somebody stands in the gate, where one comes in or leaves, which takes microseconds unless that one is stopped.</summary>
    public required bool IsGateTaken { get; init; }

    /// <summary>Gets how many places for participants there are.</summary>
    public required int Places { get; init; }

    /// <summary>Gets the participants, and those who died and were not swept away yet. Readers have no place, and nobody knows who they are.</summary>
    public required IReadOnlyList<QuaysideParticipant> Participants { get; init; }

    /// <summary>Gets whether there are readers.</summary>
    public required bool HasReaders { get; init; }

    /// <summary>Gets the lock, or the role of a live value's writer or of the publisher of frames; null when there is none.</summary>
    public QuaysideLockStatus? Lock { get; init; }

    /// <summary>Gets the latest version, of frames the latest one's sequence, 0 for none yet; null when it has none.</summary>
    public long? Version { get; init; }

    /// <summary>Gets the bytes that a live value or a frame can have, or null.</summary>
    public int? Capacity { get; init; }

    /// <summary>Gets the bytes of the latest value or frame, or null when there is none, it is being replaced, or makes no sense.</summary>
    public int? Length { get; init; }

    /// <summary>Gets how long ago the latest value or frame was written, or null when there is none or that makes no sense.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Gets what there is to tell of frames alone; null of everything else.</summary>
    public QuaysideFramesStatus? Frames { get; init; }

    /// <summary>Gets the process that made it, by its own account; 0 when unknown.</summary>
    internal int Creator { get; init; }

    /// <summary>Gets the system's number of it.</summary>
    internal long Id { get; init; }
}
