// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Memory;

namespace Quayside.Participants;

/// <summary>What somebody who opens a Quayside segment expects to find, or makes.</summary>
/// <param name="Kind">What the body is.</param>
/// <param name="Description">Kind and type of the contents in words: both sides' must be equal, and people read them when they are not.</param>
/// <param name="BodySize">Bytes of the body that is made.</param>
internal sealed record SegmentPlan(SegmentKind Kind, string Description, long BodySize)
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>Gets the bytes that a body has at least, whatever its maker asked for.</summary>
    public long LeastBodySize { get; init; } = BodySize;

    /// <summary>Gets what is written into a new body, all zero but for that: offsets from its start, and words.</summary>
    public IReadOnlyList<(long Offset, ulong Word)> Contents { get; init; } = [];

    /// <summary>Gets the lines that places for participants have in the body, if any.</summary>
    public ParticipantRecords Lines { get; init; }

    /// <summary>Gets the fingerprint of the description: FNV-1a of its UTF-8 form, 64 bits.</summary>
    public ulong Fingerprint { get; } = Hash(Description);

    /// <summary>Writes a new segment, all zero before.</summary>
    /// <param name="words">Its memory, all of it.</param>
    /// <param name="participants">Places for participants.</param>
    /// <param name="flags">Flags of <see cref="SegmentLayout"/>.</param>
    /// <returns>The header: what its maker believes from now on, and not what a peer makes of the words.</returns>
    public SegmentHeader Write(SharedWords words, int participants, ulong flags)
    {
        var body = SegmentLayout.BodyStart(participants);
        var header = new SegmentHeader(
            SegmentLayout.CurrentVersion, SegmentLayout.Ready, (ulong)words.Length, (ulong)participants, flags, Kind, Fingerprint, (ulong)body);
        foreach (var (offset, word) in Contents)
        {
            words.Write(body + offset, word);
        }

        var text = Encoding.UTF8.GetBytes(Description);
        words.CopyIn(SegmentLayout.DescriptionOffset, text.AsSpan(0, Math.Min(text.Length, SegmentLayout.DescriptionSize - 1)));
        words.Write(SegmentLayout.VersionOffset, header.Version);
        words.Write(SegmentLayout.SizeOffset, header.Size);
        words.Write(SegmentLayout.ParticipantsOffset, header.Participants);
        words.Write(SegmentLayout.FlagsOffset, header.Flags);
        words.Write(SegmentLayout.KindOffset, (ulong)header.Kind);
        words.Write(SegmentLayout.FingerprintOffset, header.Fingerprint);
        words.Write(SegmentLayout.BodyOffset, header.Body);
        words.Write(SegmentLayout.CreatorOffset, (ulong)Environment.ProcessId);
        words.Write(SegmentLayout.StateOffset, header.State);

        // Last of all, for mechanisms that cannot hide what is being made.
        words.Store(SegmentLayout.MagicOffset, SegmentLayout.Magic);
        return header;
    }

    private static ulong Hash(string text)
    {
        var hash = FnvOffset;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * FnvPrime);
        }

        return hash;
    }
}
