// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What is there under one key, or without one: a segment, its lock, or either alone. An immutable snapshot.</summary>
public sealed record IpcEntry
{
    /// <summary>Gets the mechanism.</summary>
    public required IpcKeyType Type { get; init; }

    /// <summary>
    /// Gets the key; empty when no name was found for the object. Its native names are right in any case. Its
    /// <see cref="IpcKey.LegacyKey"/> is known only if that has nothing but letters, since the names hold no more of it than a hash.
    /// </summary>
    public IpcKey Key { get; init; }

    /// <summary>Gets the letters of the legacy key, or null when the key is none.</summary>
    public string? LegacyLetters { get; init; }

    /// <summary>Gets whether the segment's own file is there: the key file, or the POSIX object.</summary>
    public bool HasFile { get; init; }

    /// <summary>Gets whether the lock's own file is there.</summary>
    public bool HasLockFile { get; init; }

    /// <summary>Gets the System V key that the memory's key file stands for, or null when that is not there or the mechanism is another.</summary>
    public int? SystemVKey { get; init; }

    /// <summary>Gets the System V key that the lock's key file stands for, or null when that is not there or the mechanism is another.</summary>
    public int? SystemVLockKey { get; init; }

    /// <summary>Gets the segment, or null when there is none.</summary>
    public SegmentStatus? Segment { get; init; }

    /// <summary>Gets the lock, or null when there is none.</summary>
    public LockStatus? Lock { get; init; }

    /// <summary>Gets what the segment says of itself if it is a Quayside segment: a robust lock, a live value and the like; else null.</summary>
    public QuaysideSegmentStatus? QuaysideSegment { get; init; }

    /// <summary>Gets whether name, mode or contents say that Qt or Quayside made it, rather than any program that shares memory.</summary>
    public bool IsRelated { get; init; }
}
