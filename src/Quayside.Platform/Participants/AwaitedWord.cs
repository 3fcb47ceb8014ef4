// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Participants;

/// <summary>A word on which one sleeps for as long as its low half is as it was seen. An immutable value.</summary>
/// <param name="Segment">The segment, whose memory it keeps mapped.</param>
/// <param name="Offset">Where the word is.</param>
/// <param name="Seen">Its low half.</param>
internal readonly record struct AwaitedWord(ParticipantSegment Segment, long Offset, uint Seen)
{
    /// <summary>Gets whether the low half is still as it was seen.</summary>
    public bool IsUnchanged => unchecked((uint)Segment.Words.Load(Offset)) == Seen;
}
