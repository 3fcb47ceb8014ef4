// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;

namespace Quayside.Frames;

/// <summary>The body of frames: the publisher's role, the latest frame, a line for each participant's pins, and slots.</summary>
/// <remarks>
/// <code>
///  offset  size  field      written by
///       0   128  lock       LockLayout: who holds it is the publisher
///     128     8  latest     the publisher: sequence &lt;&lt; 8 | slot of the frame to look at, 0 for none; readers sleep on its low half
///     136   120  zero
///     256     8  released   readers, + 1 when they give back a slot and the publisher has rung; it sleeps on the low half
///     264   120  zero
///     384     8  bell       of released: the publisher sets it, readers clear it
///     392   120  zero
///     512     8  slots      the creator: 3 to 255
///     520     8  capacity   the creator: bytes of pixels that a slot can take
///     528     8  reach      readers: one more than the highest place in which a reader ever was; publishers look no further
///     536   104  zero
///     640        lines, 64 bytes for each place of a participant
///             heads, 128 bytes for each slot, from the next multiple of 128
///             pixels, the capacity rounded up to 4096 for each slot, from the next multiple of 4096
///
///  in a line, which its holder clears when it comes and when it goes, and whoever sweeps it away:
///       0     8  cursor     the next sequence that this reader wants, 0 if it does not want every one
///       8    56  pins       slot + 1 of a frame that it looks at, or 0
///
///  in a head:
///       0     8  sequence   2v when frame v is whole in it; odd while the publisher draws, or has drawn and gone
///       8     8  time       monotonic, in the system's units
///      16     8  width      pixels
///      24     8  height     rows
///      32     8  stride     bytes from row to row
///      40     8  format     PixelFormat
///      48     8  corner     of what has changed since the frame before: x | y &lt;&lt; 32
///      56     8  extent     width | height &lt;&lt; 32; 0 when nobody said
///      64    64  zero
/// </code>
/// </remarks>
internal readonly struct FrameLayout
{
    /// <summary>The fewest slots: the latest frame, one that a reader looks at, and one to draw in.</summary>
    public const int MinSlots = 3;

    /// <summary>The most slots: eight bits of the latest frame's word.</summary>
    public const int MaxSlots = 255;

    /// <summary>Bytes of a participant's line.</summary>
    public const int LineSize = 64;

    /// <summary>Frames that one reader can look at at once: the words of a line but the first.</summary>
    public const int PinsOfLine = 7;

    /// <summary>Bytes of a slot's head.</summary>
    public const int HeadSize = 128;

    /// <summary>Words of a head that mean something, the sequence among them.</summary>
    public const int WordsOfHead = 8;

    /// <summary>Offset of the time in a head.</summary>
    public const long TimeOffset = 8;

    /// <summary>Offset of the width in a head.</summary>
    public const long WidthOffset = 16;

    /// <summary>Offset of the height in a head.</summary>
    public const long HeightOffset = 24;

    /// <summary>Offset of the stride in a head.</summary>
    public const long StrideOffset = 32;

    /// <summary>Offset of the format in a head.</summary>
    public const long FormatOffset = 40;

    /// <summary>Offset of the changed part's corner in a head.</summary>
    public const long CornerOffset = 48;

    /// <summary>Offset of the changed part's extent in a head.</summary>
    public const long ExtentOffset = 56;

    private const long LatestInBody = 128;
    private const long ReleasedInBody = 256;
    private const long BellInBody = 384;
    private const long SlotsInBody = 512;
    private const long CapacityInBody = 520;
    private const long ReachInBody = 528;
    private const long LinesInBody = 640;
    private const int SlotBits = 8;

    private readonly long _body;
    private readonly long _heads;
    private readonly long _pixels;
    private readonly long _slotSize;

    /// <summary>Lays frames out.</summary>
    /// <param name="body">Where the body starts.</param>
    /// <param name="participants">Places for participants.</param>
    /// <param name="slots">Slots.</param>
    /// <param name="capacity">Bytes of pixels that a slot can take.</param>
    public FrameLayout(long body, int participants, int slots, int capacity)
    {
        _body = body;
        Participants = participants;
        Slots = slots;
        _heads = HeadsInBody(participants);
        _pixels = PixelsInBody(participants, slots);
        _slotSize = SegmentLayout.RoundUp(capacity, SegmentLayout.PageSize);
    }

    /// <summary>Gets the offset of the lines in a body.</summary>
    public static long LinesOffset => LinesInBody;

    /// <summary>Gets the places for participants.</summary>
    public int Participants { get; }

    /// <summary>Gets the slots.</summary>
    public int Slots { get; }

    /// <summary>Gets the pins of a line. Fewer where a model of memory has to try them all.</summary>
    public int Pins { get; init; } = PinsOfLine;

    /// <summary>Gets the offset of the lock.</summary>
    public long Lock => _body;

    /// <summary>Gets the offset of the latest frame's word.</summary>
    public long Latest => unchecked(_body + LatestInBody);

    /// <summary>Gets the offset of the count of slots given back.</summary>
    public long Released => unchecked(_body + ReleasedInBody);

    /// <summary>Gets the offset of that count's bell.</summary>
    public long Bell => unchecked(_body + BellInBody);

    /// <summary>Gets the offset of the number of lines at which publishers have to look.</summary>
    public long Reach => unchecked(_body + ReachInBody);

    /// <summary>Gets the offset of the number of slots.</summary>
    public static long SlotsOffset => SlotsInBody;

    /// <summary>Gets the offset of the capacity.</summary>
    public static long CapacityOffset => CapacityInBody;

    /// <summary>Gets the bytes of a body.</summary>
    public static long BodySize(int participants, int slots, int capacity) =>
        PixelsInBody(participants, slots) + (slots * SegmentLayout.RoundUp(capacity, SegmentLayout.PageSize));

    /// <summary>Gets the word of a frame that is the latest.</summary>
    public static ulong LatestOf(ulong sequence, int slot) => unchecked((sequence << SlotBits) | (uint)slot);

    /// <summary>Gets the sequence in the latest frame's word.</summary>
    public static ulong SequenceOf(ulong latest) => latest >> SlotBits;

    /// <summary>Gets the slot in the latest frame's word, which may be none that there is.</summary>
    public static int SlotOf(ulong latest) => unchecked((byte)latest);

    /// <summary>Gets where the cursor of a place is.</summary>
    public long Cursor(int place) => unchecked(_body + LinesInBody + ((long)place * LineSize));

    /// <summary>Gets where a pin of a place is.</summary>
    public long Pin(int place, int index) => unchecked(Cursor(place) + ((index + 1L) * sizeof(ulong)));

    /// <summary>Gets where the head of a slot is, which is the offset of its sequence.</summary>
    public long Head(int slot) => unchecked(_body + _heads + ((long)slot * HeadSize));

    /// <summary>Gets where the pixels of a slot are.</summary>
    public long Pixels(int slot) => unchecked(_body + _pixels + (slot * _slotSize));

    private static long HeadsInBody(int participants) => SegmentLayout.RoundUp(LinesInBody + ((long)participants * LineSize), HeadSize);

    private static long PixelsInBody(int participants, int slots) =>
        SegmentLayout.RoundUp(HeadsInBody(participants) + ((long)slots * HeadSize), SegmentLayout.PageSize);
}
