// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Locks;

/// <summary>A robust lock: one word, alone on two cache lines.</summary>
/// <remarks>
/// <code>
///  63            32 31 30 29     16 15             0
/// +----------------+--+--+---------+----------------+
/// |   generation   |P |D |  zero   |   place + 1    |     0 = free
/// +----------------+--+--+---------+----------------+
///                   |  D dirty: an owner died, and nobody has said since that the data are consistent; also while it is held
///                   P parked: somebody may be asleep; whoever leaves wakes one
/// </code>
/// Generation and place are the owner's; waiters sleep on the low half (a futex has 32 bits).
/// </remarks>
internal static class LockLayout
{
    /// <summary>Bytes of a lock.</summary>
    public const int Size = 128;

    /// <summary>Somebody may be asleep.</summary>
    public const ulong Parked = 1UL << 31;

    /// <summary>An owner died.</summary>
    public const ulong Dirty = 1UL << 30;

    /// <summary>The bits that name the owner.</summary>
    public const ulong Owner = 0xFFFF_FFFF_0000_FFFF;
}
