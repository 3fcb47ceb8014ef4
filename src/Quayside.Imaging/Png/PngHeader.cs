// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>What a PNG's IHDR chunk says.</summary>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="BitDepth">Bits a channel, or a palette index: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">What a pixel is made of.</param>
/// <param name="IsInterlaced">Whether its rows come in seven passes.</param>
/// <remarks>Immutable. Source: the PNG specification (third edition), 11.2.1 "IHDR Image header".</remarks>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColour Colour, bool IsInterlaced = false)
{
    /// <summary>Length of the chunk's data in bytes.</summary>
    public const int Length = 13;

    /// <summary>Gets the number of bytes a pixel has once decoded: four channels of one byte, or of two.</summary>
    public int BytesPerPixel => BitDepth == 16 ? 8 : 4;

    /// <summary>Gets the number of bits that a pixel takes in the QImage that Qt makes of it (QPngHandler).</summary>
    public int QtBitsPerPixel => Colour switch
    {
        PngColour.Grey or PngColour.Palette => BitDepth is 2 or 4 ? 8 : BitDepth,
        _ => BitDepth == 16 ? 64 : 32,
    };

    /// <summary>Gets the header that pixels in memory get.</summary>
    public static PngHeader Of(PixelView pixels) => Of(pixels.Width, pixels.Height, pixels.Format, pixels.IsOpaque);

    /// <summary>Gets the header that such pixels get.</summary>
    /// <exception cref="ArgumentException">The format is not of whole pixels.</exception>
    public static PngHeader Of(int width, int height, PixelFormat format, bool isOpaque)
    {
        // Also refuses formats that a PNG has no pixels for.
        var hasAlpha = PixelLayout.BytesPerPixel(format) == 4 && !isOpaque;
        return format switch
        {
            PixelFormat.Gray8 => new(width, height, 8, PngColour.Grey),
            PixelFormat.Gray16 => new(width, height, 16, PngColour.Grey),
            _ => new(width, height, 8, hasAlpha ? PngColour.ColourAlpha : PngColour.Colour),
        };
    }

    /// <summary>Reads the chunk's data.</summary>
    /// <param name="data">The <see cref="Length"/> bytes of an IHDR chunk, in memory that nobody else changes.</param>
    /// <exception cref="PictureFormatException">The values are none that a PNG can have.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data) => TryParse(data, out var header)
        ? header
        : throw PngStructure.Damaged(
            $"its header says {ReadUInt32BigEndian(data)} x {ReadUInt32BigEndian(data[4..])} pixels, depth {data[8]}, colour type {data[9]}, "
            + $"compression {data[10]}, filter {data[11]}, interlace {data[12]}");

    /// <summary>Reads the chunk's data.</summary>
    /// <param name="data">The <see cref="Length"/> bytes of an IHDR chunk, in memory that nobody else changes.</param>
    /// <param name="header">What they say.</param>
    /// <returns>Whether a PNG can have these values.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out PngHeader header)
    {
        var width = ReadInt32BigEndian(data);
        var height = ReadInt32BigEndian(data[4..]);
        int depth = data[8];
        var colour = (PngColour)data[9];
        var (compression, filter, interlace) = (data[10], data[11], data[12]);
        header = new PngHeader(width, height, depth, colour, interlace == 1);
        return width > 0 && height > 0 && compression == 0 && filter == 0 && interlace <= 1 && colour switch
        {
            PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => depth is 1 or 2 or 4 or 8,
            PngColour.Colour or PngColour.GreyAlpha or PngColour.ColourAlpha => depth is 8 or 16,
            _ => false,
        };
    }

    /// <summary>Writes the whole chunk.</summary>
    /// <returns>The number of bytes.</returns>
    public int WriteChunk(Span<byte> target)
    {
        var data = target.Slice(PngChunk.HeaderSize, Length);
        WriteInt32BigEndian(data, Width);
        WriteInt32BigEndian(data[4..], Height);
        (data[8], data[9], data[10], data[11], data[12]) = ((byte)BitDepth, (byte)Colour, 0, 0, (byte)(IsInterlaced ? 1 : 0));
        return PngChunk.Close(target, PngChunk.Ihdr, Length);
    }
}
