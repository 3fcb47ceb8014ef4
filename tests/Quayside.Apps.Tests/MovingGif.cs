// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using SkiaSharp;

namespace Quayside.Apps.Tests;

/// <summary>Makes GIFs that move, of one plain colour a frame: Skia reads such files and writes none.</summary>
/// <remarks>Source: GIF89a. The "compressed" pixels are codes of 8 bits, with the table cleared before codes would become longer.</remarks>
internal static class MovingGif
{
    public const int Width = 64;
    public const int Height = 48;

    // Codes for 128 values have 8 bits until 256 of them are known; 130 are from the start.
    private const byte MinCodeSize = 7;
    private const byte Clear = 128;
    private const byte End = 129;
    private const int PixelsBetweenClears = 100;

    /// <summary>Gets colours that are far apart, also after JPEG.</summary>
    public static SKColor[] Colours { get; } =
    [
        SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.Yellow, SKColors.Cyan, SKColors.Magenta, SKColors.White, SKColors.Black,
    ];

    /// <summary>Makes a GIF that shows colours one after the other, over and over.</summary>
    /// <param name="hundredths">How long each is shown, in hundredths of a second.</param>
    /// <param name="colours">At most 128 colours.</param>
    public static byte[] Of(short hundredths, params SKColor[] colours)
    {
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        file.Write([Width, 0, Height, 0, 0xF6, 0, 0]);
        for (var index = 0; index < 128; index++)
        {
            var colour = index < colours.Length ? colours[index] : SKColors.Black;
            file.Write([colour.Red, colour.Green, colour.Blue]);
        }

        file.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        Span<byte> delay = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteInt16LittleEndian(delay, hundredths);
        for (byte index = 0; index < colours.Length; index++)
        {
            file.Write([0x21, 0xF9, 4, 4, delay[0], delay[1], 0, 0]);
            file.Write([0x2C, 0, 0, 0, 0, Width, 0, Height, 0, 0, MinCodeSize]);
            WritePixels(file, index);
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }

    private static void WritePixels(MemoryStream file, byte index)
    {
        for (var left = Width * Height; left > 0;)
        {
            var count = Math.Min(left, PixelsBetweenClears);
            left -= count;
            byte[] block = [Clear, .. Enumerable.Repeat(index, count)];
            if (left == 0)
            {
                block = [.. block, End];
            }

            file.WriteByte((byte)block.Length);
            file.Write(block);
        }

        file.WriteByte(0);
    }
}
