// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging;

/// <summary>What a PNG's IHDR chunk says.</summary>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="BitDepth">Bits a channel, or a palette index: 1, 2, 4, 8 or 16.</param>
/// <remarks>Immutable. Source: the PNG specification (third edition), 11.2.1 "IHDR Image header".</remarks>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth)
{
    /// <summary>Length of the chunk's data in bytes.</summary>
    public const int Length = 13;

    private const int Grey = 0;
    private const int Colour = 2;
    private const int Palette = 3;
    private const int GreyAlpha = 4;
    private const int ColourAlpha = 6;

    /// <summary>Gets the number of bytes a pixel has once decoded: four channels of one byte, or of two.</summary>
    public int BytesPerPixel => BitDepth == 16 ? 8 : 4;

    /// <summary>Reads the chunk's data.</summary>
    /// <param name="data">The <see cref="Length"/> bytes of an IHDR chunk, in memory that nobody else changes.</param>
    /// <exception cref="PictureFormatException">The values are none that a PNG can have.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        var width = ReadUInt32BigEndian(data);
        var height = ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw PngStructure.Damaged($"it claims to have {width} x {height} pixels");
        }

        int depth = data[8];
        int colour = data[9];
        var known = colour switch
        {
            Grey => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Colour or GreyAlpha or ColourAlpha => depth is 8 or 16,
            _ => false,
        };
        var (compression, filter, interlace) = (data[10], data[11], data[12]);
        if (!known || compression != 0 || filter != 0 || interlace > 1)
        {
            throw PngStructure.Damaged(
                $"its header has colour type {colour}, depth {depth}, compression {compression}, filter {filter}, interlace {interlace}");
        }

        return new PngHeader((int)width, (int)height, depth);
    }
}
