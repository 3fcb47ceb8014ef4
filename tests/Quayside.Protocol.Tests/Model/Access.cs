// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Model;

/// <summary>One access to the world.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Order">The order it keeps.</param>
/// <param name="Word">The index of the word.</param>
/// <param name="Value">What is written, or the owner asked about.</param>
/// <param name="Expected">With what the word is compared.</param>
internal readonly record struct Access(AccessKind Kind, Order Order = Order.Plain, int Word = 0, ulong Value = 0, ulong Expected = 0)
{
    /// <summary>Gets whether nobody else could notice when it happens: then it happens together with the access before it.</summary>
    public bool IsUnnoticed => Kind is AccessKind.ReadBarrier or AccessKind.WriteBarrier or AccessKind.Tell;

    /// <summary>Gets whether a sleeper stays asleep with this value in the word: the kernel compares the low half.</summary>
    public bool Holds(ulong value) => ((value ^ Expected) & uint.MaxValue) == 0;
}
