// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>The table of participants: one line for each place.</summary>
/// <remarks>
/// <code>
///  offset  size  field        written by the participant, who holds the place (a sweeper, while it does)
///       0     8  generation   + 1 with every holder; 32 bits, never 0
///       8     8  process      its id, 0 when nobody is here (for people)
///      16     8  started      when that process started, in the system's units (for people)
///      24     8  namespace    inode of its namespace of process ids (for people)
///      32     8  joined       microseconds since 1970 (for people)
///      40    24  name         of the process: UTF-8, zero-filled (for people)
/// </code>
/// </remarks>
internal static class ParticipantLayout
{
    /// <summary>Bytes of one place.</summary>
    public const int Size = 64;

    /// <summary>Offset of the generation in a place.</summary>
    public const long GenerationOffset = 0;

    /// <summary>Offset of the process id in a place.</summary>
    public const long ProcessOffset = 8;

    /// <summary>Offset of the start of the process in a place.</summary>
    public const long StartedOffset = 16;

    /// <summary>Offset of the namespace in a place.</summary>
    public const long NamespaceOffset = 24;

    /// <summary>Offset of the time of joining in a place.</summary>
    public const long JoinedOffset = 32;

    /// <summary>Offset of the process's name in a place.</summary>
    public const long NameOffset = 40;

    /// <summary>Bytes of the process's name.</summary>
    public const int NameSize = 24;

    /// <summary>Gets the bytes of all places.</summary>
    public static long TableSize(int participants) => (long)participants * Size;

    /// <summary>Gets where a place starts in the segment.</summary>
    /// <param name="index">0 for the first.</param>
    public static long PlaceStart(int index) => SegmentLayout.PageSize + ((long)index * Size);
}
