// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>The first page of a Quayside segment: what it is, and who may be in it.</summary>
/// <remarks>
/// <code>
///  offset  size  field          written by                        after birth
///       0     8  magic          the creator                       never
///       8     8  version        the creator                       never
///      16     8  state          creator; whoever removes it       Ready, then Gone
///      24     8  size           the creator: bytes                never
///      32     8  participants   the creator: 1 to 4096            never
///      40     8  flags          the creator; bit 0 in the gate    once
///      -- what is above means the same in every version --
///      48     8  kind           the creator                       never
///      56     8  fingerprint    the creator: of the description   never
///      64     8  body           the creator: offset in bytes      never
///      72     8  creator        the creator: process id           never (for people)
///      80    48  zero
///     128     8  bell           waiters set it, publishers clear it
///     136   120  zero
///     256   768  description    the creator: UTF-8, zero-ended    never
///    1024  3072  zero
///    4096        the participants (ParticipantLayout), then, on a multiple of 4096, the body
/// </code>
/// All numbers are little-endian words of 64 bits. docs/layout has the whole protocol.
/// </remarks>
internal static class SegmentLayout
{
    /// <summary>The bytes "QUAYSIDE": a machine of the other byte order reads another number.</summary>
    public const ulong Magic = 0x4544_4953_5941_5551;

    /// <summary>The version of everything after the words that never change.</summary>
    public const ulong CurrentVersion = 1;

    /// <summary>Offset of the magic.</summary>
    public const long MagicOffset = 0;

    /// <summary>Offset of the version.</summary>
    public const long VersionOffset = 8;

    /// <summary>Offset of the state.</summary>
    public const long StateOffset = 16;

    /// <summary>Offset of the size.</summary>
    public const long SizeOffset = 24;

    /// <summary>Offset of the number of places for participants.</summary>
    public const long ParticipantsOffset = 32;

    /// <summary>Offset of the flags.</summary>
    public const long FlagsOffset = 40;

    /// <summary>Offset of the kind.</summary>
    public const long KindOffset = 48;

    /// <summary>Offset of the fingerprint.</summary>
    public const long FingerprintOffset = 56;

    /// <summary>Offset of the offset of the body.</summary>
    public const long BodyOffset = 64;

    /// <summary>Offset of the creator's process id.</summary>
    public const long CreatorOffset = 72;

    /// <summary>Offset of the word that tells publishers that somebody waits. On the first page, which readers may map for writing alone.</summary>
    public const long BellOffset = 128;

    /// <summary>Offset of the description.</summary>
    public const long DescriptionOffset = 256;

    /// <summary>Bytes of the description, the last of them zero.</summary>
    public const int DescriptionSize = 768;

    /// <summary>Bytes of the first part, and the granularity of the others.</summary>
    public const int PageSize = 4096;

    /// <summary>The most places for participants.</summary>
    public const int MaxParticipants = 4096;

    /// <summary>The state of a segment that can be used.</summary>
    public const ulong Ready = 1;

    /// <summary>The state of a segment whose name is being taken away, or has been.</summary>
    public const ulong Gone = 2;

    /// <summary>Flag: the segment stays when the last participant leaves, and its contents outlive a crash of all.</summary>
    public const ulong Persistent = 1;

    /// <summary>Flag: there may be waiters that cannot ring the bell, so publishers wake without being asked.</summary>
    public const ulong AlwaysWake = 2;

    /// <summary>Gets where the body starts.</summary>
    /// <param name="participants">Places for participants.</param>
    public static long BodyStart(int participants) => RoundUp(PageSize + ParticipantLayout.TableSize(participants), PageSize);

    /// <summary>Rounds a number of bytes up.</summary>
    /// <param name="size">The number.</param>
    /// <param name="multiple">To a multiple of this power of two.</param>
    public static long RoundUp(long size, int multiple) => checked(size + multiple - 1) & ~((long)multiple - 1);
}
