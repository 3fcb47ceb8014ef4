// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.Frames;

/// <summary>A set of slots, numbered 0 to 255. A mutable value, in no memory but its holder's.</summary>
internal struct SlotSet
{
    private Bits _bits;

    /// <summary>Adds a slot.</summary>
    public void Add(int slot) => _bits[slot >> 6] |= 1UL << slot;

    /// <summary>Gets whether a slot is in the set.</summary>
    public readonly bool Contains(int slot) => (_bits[slot >> 6] & (1UL << slot)) != 0;

    [InlineArray(4)]
    private struct Bits
    {
        private ulong _first;
    }
}
