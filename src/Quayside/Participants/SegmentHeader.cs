// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Participants;

/// <summary>The header of a segment, each word written or read once: what a peer writes afterwards is not believed.</summary>
/// <param name="Version">The version of the layout.</param>
/// <param name="State">Ready or gone.</param>
/// <param name="Size">Bytes of the segment.</param>
/// <param name="Participants">Places for participants.</param>
/// <param name="Flags">Flags of <see cref="SegmentLayout"/>.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Fingerprint">The fingerprint of kind and type.</param>
/// <param name="Body">Where the body starts.</param>
internal readonly record struct SegmentHeader(
    ulong Version, ulong State, ulong Size, ulong Participants, ulong Flags, SegmentKind Kind, ulong Fingerprint, ulong Body)
{
    /// <summary>Gets whether the segment and what is in it stay when nobody uses it.</summary>
    public bool IsPersistent => (Flags & SegmentLayout.Persistent) != 0;

    /// <summary>Reads the header.</summary>
    /// <param name="words">The segment, of at least a page.</param>
    public static SegmentHeader Read(SharedWords words) => new(
        words.Load(SegmentLayout.VersionOffset),
        words.Load(SegmentLayout.StateOffset),
        words.Load(SegmentLayout.SizeOffset),
        words.Load(SegmentLayout.ParticipantsOffset),
        words.Load(SegmentLayout.FlagsOffset),
        (SegmentKind)words.Load(SegmentLayout.KindOffset),
        words.Load(SegmentLayout.FingerprintOffset),
        words.Load(SegmentLayout.BodyOffset));

    /// <summary>Reads the description.</summary>
    /// <param name="words">The segment, of at least a page.</param>
    public static string Describe(SharedWords words)
    {
        Span<byte> text = stackalloc byte[SegmentLayout.DescriptionSize];
        words.CopyOut(SegmentLayout.DescriptionOffset, text);
        return PeerText.Of(text);
    }

    /// <summary>Gets whether the numbers agree with each other and with the memory that is there.</summary>
    /// <param name="words">The memory.</param>
    public bool Fits(SharedWords words) =>
        Size <= (ulong)words.Length
        && Participants is >= 1 and <= SegmentLayout.MaxParticipants
        && Body == (ulong)SegmentLayout.BodyStart((int)Participants)
        && Body < Size;
}
