// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Pixels;

/// <summary>Turns and mirrors pixels the way a camera's EXIF orientation says.</summary>
/// <remarks>Stateless. Source: EXIF 2.32, tag 0x0112 "Orientation"; the enum's numbers are the tag's.</remarks>
internal static class PixelOrientation
{
    private const int PixelSize = 4;

    /// <summary>Makes a picture upright.</summary>
    /// <param name="stored">Pixels of four bytes without gaps between the rows; disposed unless it is returned.</param>
    /// <param name="origin">Where the stored picture's first row and column belong.</param>
    /// <returns>The upright picture; <paramref name="stored"/> itself if it was upright.</returns>
    public static SKBitmap Upright(SKBitmap stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return stored;
        }

        using (stored)
        {
            var swapsSides = origin >= SKEncodedOrigin.LeftTop;
            var upright = Bitmaps.Allocate(swapsSides
                ? stored.Info.WithSize(stored.Height, stored.Width)
                : stored.Info);
            Move(stored, upright, origin);
            return upright;
        }
    }

    private static void Move(SKBitmap stored, SKBitmap upright, SKEncodedOrigin origin)
    {
        var right = stored.Width - 1;
        var bottom = stored.Height - 1;
        int Target(int x, int y)
        {
            var (column, row) = origin switch
            {
                SKEncodedOrigin.TopRight => (right - x, y),
                SKEncodedOrigin.BottomRight => (right - x, bottom - y),
                SKEncodedOrigin.BottomLeft => (x, bottom - y),
                SKEncodedOrigin.LeftTop => (y, x),
                SKEncodedOrigin.RightTop => (bottom - y, x),
                SKEncodedOrigin.RightBottom => (bottom - y, right - x),
                SKEncodedOrigin.LeftBottom => (y, right - x),
                _ => (x, y),
            };
            return ((row * upright.Width) + column) * PixelSize;
        }

        // Each of the eight orientations is linear: a first target and one step for a column, one for a row.
        var first = Target(0, 0);
        var columnStep = Target(1, 0) - first;
        var rowStep = Target(0, 1) - first;
        ReadOnlySpan<byte> source = stored.GetPixelSpan();
        var target = upright.GetPixelSpan();
        for (var y = 0; y < stored.Height; y++)
        {
            var at = first + (y * rowStep);
            for (var x = 0; x < stored.Width; x++, at += columnStep)
            {
                WriteUInt32LittleEndian(target[at..], ReadUInt32LittleEndian(source));
                source = source[PixelSize..];
            }
        }
    }
}
