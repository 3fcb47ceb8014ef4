// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Locks;
using Quayside.Participants;

namespace Quayside.Live;

/// <summary>The body of a live value: a lock for the writer's role, the latest version, and four slots.</summary>
/// <remarks>
/// <code>
///  offset  size  field      written by
///       0   128  lock       LockLayout: who holds it is the writer
///     128     8  latest     the writer: the version to read, 0 for none; waiters sleep on its low half
///     136   120  zero
///     256     8  capacity   the creator: bytes that a slot can take
///     264   120  zero
///     384        4 slots, each a multiple of 128 bytes
///
///  in a slot:
///       0     8  sequence   the writer: 2v - 1 while it writes version v, 2v when v is whole
///       8     8  length     the writer: bytes of the payload
///      16     8  time       the writer: monotonic, in the system's units
///      24    40  zero
///      64        payload
/// </code>
/// Version v is in slot v mod 4.
/// </remarks>
internal readonly struct LiveLayout
{
    /// <summary>Slots: a reader is disturbed only by a writer that laps it by three versions during one copy.</summary>
    public const int Slots = 4;

    /// <summary>Offset of the payload in a slot.</summary>
    public const int HeadSize = 64;

    /// <summary>Offset of the payload's length in a slot.</summary>
    public const long LengthOffset = 8;

    /// <summary>Offset of the time in a slot.</summary>
    public const long TimeOffset = 16;

    private const long LatestInBody = 128;
    private const long CapacityInBody = 256;
    private const long SlotsInBody = 384;

    private readonly long _body;
    private readonly long _stride;

    /// <summary>Lays a live value out.</summary>
    /// <param name="body">Where the body starts.</param>
    /// <param name="capacity">Bytes that a slot can take.</param>
    public LiveLayout(long body, int capacity)
    {
        _body = body;
        _stride = SlotSize(capacity);
    }

    /// <summary>Gets the offset of the lock.</summary>
    public long Lock => _body;

    /// <summary>Gets the offset of the latest version.</summary>
    public long Latest => unchecked(_body + LatestInBody);

    /// <summary>Gets the offset of the capacity.</summary>
    public long Capacity => unchecked(_body + CapacityInBody);

    /// <summary>Gets the bytes of a body.</summary>
    /// <param name="capacity">Bytes that a slot can take.</param>
    public static long BodySize(int capacity) => SlotsInBody + (Slots * SlotSize(capacity));

    /// <summary>Gets where the slot of a version starts, which is the offset of its sequence.</summary>
    public long SlotOf(ulong version) => unchecked(_body + SlotsInBody + ((long)(version & (Slots - 1)) * _stride));

    private static long SlotSize(int capacity) => SegmentLayout.RoundUp(HeadSize + (long)capacity, LockLayout.Size);
}
