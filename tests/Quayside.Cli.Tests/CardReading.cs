// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Cli.Tests;

/// <summary>Reads what the test card of <c>frames test</c> says in its strip, as anybody would who has only its description.</summary>
internal static class CardReading
{
    private const int Blocks = 32;

    /// <summary>Gets the lowest 32 bits of the sequence; a block that is neither black nor white is an error.</summary>
    public static uint SequenceOf(SKBitmap picture)
    {
        var sequence = 0u;
        for (var i = 0; i < Blocks; i++)
        {
            // In the middle of a block, a little above the lowest row.
            var light = picture.GetPixel(((2 * i) + 1) * picture.Width / (2 * Blocks), picture.Height - (picture.Height / 16)).Green;
            Assert.True(light is < 64 or > 192, $"Block {i} is {light}.");
            sequence = (sequence << 1) | (light > 192 ? 1u : 0u);
        }

        return sequence;
    }
}
