// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using SkiaSharp;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Frames;

/// <summary>Turns pixels of the formats that Skia does not know into RGBA. Stateless.</summary>
/// <remarks>
/// Source of the numbers: ITU-R BT.601-7, 2.5 (luma 16 to 235, chroma 16 to 240), in fixed point with eight bits, rounded.
/// </remarks>
internal static class FrameConversion
{
    private const int PixelSize = 4;

    /// <summary>Converts a frame.</summary>
    /// <returns>An image with pixels of its own; those of four bytes keep their alpha, the others are opaque. The caller disposes it.</returns>
    /// <exception cref="PictureFormatException">There is not enough memory.</exception>
    public static SKImage ToRgba(Frame frame)
    {
        var shape = frame.Shape;
        using var bitmap = Bitmaps.Allocate(new SKImageInfo(shape.Width, shape.Height, SKColorType.Rgba8888, AlphaOf(shape.Format)));
        var rgba = bitmap.GetPixelSpan();
        for (var y = 0; y < shape.Height; y++)
        {
            var target = rgba.Slice(y * bitmap.RowBytes, shape.Width * PixelSize);
            switch (shape.Format)
            {
                case PixelFormat.Rgb24:
                    Rgb24(frame.Row(y), target);
                    break;
                case PixelFormat.Gray16:
                    Gray16(frame.Row(y), target);
                    break;
                case PixelFormat.Nv12:
                    Nv12(frame.Row(y), frame.Row(y / 2, plane: 1), target);
                    break;
                case PixelFormat.Yuy2:
                    Yuy2(frame.Row(y), target);
                    break;
                case PixelFormat.Bgra or PixelFormat.BgraPremultiplied:
                    Bgra(frame.Row(y), target);
                    break;
                case PixelFormat.Rgba or PixelFormat.RgbaPremultiplied:
                    frame.Row(y).CopyTo(target);
                    break;
                default:
                    throw new NotSupportedException($"Frames in {shape.Format} have no conversion to RGBA.");
            }
        }

        // Immutable pixels are shared with the image and not copied once more.
        bitmap.SetImmutable();
        return SKImage.FromBitmap(bitmap);
    }

    private static SKAlphaType AlphaOf(PixelFormat format) => format switch
    {
        PixelFormat.Bgra or PixelFormat.Rgba => SKAlphaType.Unpremul,
        PixelFormat.BgraPremultiplied or PixelFormat.RgbaPremultiplied => SKAlphaType.Premul,
        _ => SKAlphaType.Opaque,
    };

    private static void Rgb24(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (; !row.IsEmpty; row = row[3..], target = target[PixelSize..])
        {
            Put(target, row[0], row[1], row[2]);
        }
    }

    private static void Bgra(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (; !row.IsEmpty; row = row[PixelSize..], target = target[PixelSize..])
        {
            Put(target, row[2], row[1], row[0]);
            target[3] = row[3];
        }
    }

    private static void Gray16(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (; !row.IsEmpty; row = row[sizeof(ushort)..], target = target[PixelSize..])
        {
            var grey = (byte)(((ReadUInt16LittleEndian(row) * byte.MaxValue) + (ushort.MaxValue / 2)) / ushort.MaxValue);
            Put(target, grey, grey, grey);
        }
    }

    private static void Nv12(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, Span<byte> target)
    {
        for (; !luma.IsEmpty; luma = luma[2..], chroma = chroma[2..], target = target[(2 * PixelSize)..])
        {
            Pair(luma[0], luma[1], chroma[0], chroma[1], target);
        }
    }

    private static void Yuy2(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (; !row.IsEmpty; row = row[4..], target = target[(2 * PixelSize)..])
        {
            Pair(row[0], row[2], row[1], row[3], target);
        }
    }

    private static void Pair(byte first, byte second, byte cb, byte cr, Span<byte> target)
    {
        var blue = cb - 128;
        var red = cr - 128;
        var r = (409 * red) + 128;
        var g = (-100 * blue) - (208 * red) + 128;
        var b = (516 * blue) + 128;
        Put(target, first, r, g, b);
        Put(target[PixelSize..], second, r, g, b);
    }

    private static void Put(Span<byte> target, byte luma, int r, int g, int b)
    {
        var light = 298 * (luma - 16);
        Put(target, Clamped(light + r), Clamped(light + g), Clamped(light + b));
    }

    private static byte Clamped(int fixedPoint) => (byte)Math.Clamp(fixedPoint >> 8, byte.MinValue, byte.MaxValue);

    private static void Put(Span<byte> target, byte red, byte green, byte blue)
    {
        target[0] = red;
        target[1] = green;
        target[2] = blue;
        target[3] = byte.MaxValue;
    }
}
