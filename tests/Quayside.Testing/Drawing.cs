// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;

namespace Quayside.Testing;

/// <summary>Pixels that are whole when each eight bytes of them are what belongs to one number there.</summary>
public static class Drawing
{
    private const long Step = 0x9E37_79B9_7F4A_7C1;

    /// <summary>Draws a number.</summary>
    /// <param name="pixels">Where, a multiple of 8 bytes.</param>
    /// <param name="number">Which.</param>
    public static void Draw(Span<byte> pixels, long number)
    {
        for (var i = 0; i < pixels.Length; i += sizeof(long))
        {
            BinaryPrimitives.WriteInt64LittleEndian(pixels[i..], unchecked(number + (Step * i)));
        }
    }

    /// <summary>Gets the number that was drawn, or -1 when it is torn.</summary>
    public static long NumberOf(ReadOnlySpan<byte> pixels)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(pixels);
        for (var i = 0; i < pixels.Length; i += sizeof(long))
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(pixels[i..]) != unchecked(number + (Step * i)))
            {
                return -1;
            }
        }

        return number;
    }
}
