// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.Testing;

/// <summary>A value that is whole when all of it is the same number: the version as which it was written.</summary>
[InlineArray(Length)]
public struct Block
{
    /// <summary>Numbers in a block.</summary>
    public const int Length = 32;

    private long _number;

    /// <summary>Makes a whole block.</summary>
    public static Block Of(long number)
    {
        Block block = default;
        ((Span<long>)block).Fill(number);
        return block;
    }

    /// <summary>Gets the number of which all of it is made, or -1 when it is torn.</summary>
    public static long NumberOf(Block block) =>
        ((ReadOnlySpan<long>)block).ContainsAnyExcept(block[0]) ? -1 : block[0];
}
