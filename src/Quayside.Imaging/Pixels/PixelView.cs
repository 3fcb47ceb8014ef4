// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using SkiaSharp;

namespace Quayside.Imaging;

/// <summary>Pixels where they lie: in an array, a bitmap, shared memory.</summary>
/// <remarks>
/// Checked once, when it is made: all rows are inside the span. It copies nothing and owns nothing; whoever made the span keeps the
/// memory alive. Pixels that others change meanwhile give a picture of some of each.
/// </remarks>
public readonly ref struct PixelView
{
    /// <summary>Describes pixels.</summary>
    /// <param name="pixels">The rows, top row first; behind each but the last one there may be a gap.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="stride">Bytes from the start of a row to that of the next, gap included.</param>
    /// <param name="format">How a pixel lies. Not the planes of video: <see cref="PixelFormat.Nv12"/>, <see cref="PixelFormat.Yuy2"/>.</param>
    /// <param name="isOpaque">
    /// Whether alpha counts for nothing, whatever is in its byte, as in QImage::Format_RGB32. The PNG is a quarter smaller then.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is not positive, or the stride is less than a row.</exception>
    /// <exception cref="ArgumentException">The format is not of whole pixels, or the span ends before the last row does.</exception>
    public PixelView(ReadOnlySpan<byte> pixels, int width, int height, int stride, PixelFormat format, bool isOpaque = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var rowLength = (long)width * PixelLayout.BytesPerPixel(format);
        if (stride < rowLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(stride), stride, $"A row of {width} pixels of {format} takes {rowLength} bytes. Give a stride of at least that.");
        }

        var length = ((height - 1L) * stride) + rowLength;
        if (pixels.Length < length)
        {
            throw new ArgumentException(
                $"{width} x {height} pixels of {format} with a stride of {stride} take {length} bytes, but there are {pixels.Length}. "
                + "Check width, height and stride.",
                nameof(pixels));
        }

        Pixels = pixels[..(int)length];
        Width = width;
        Height = height;
        Stride = stride;
        Format = format;
        IsOpaque = isOpaque || format is PixelFormat.Rgb24 or PixelFormat.Gray8 or PixelFormat.Gray16;
    }

    /// <summary>Gets the bytes from the first pixel to the last, gaps included.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Gets the width in pixels.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels.</summary>
    public int Height { get; }

    /// <summary>Gets the number of bytes from the start of a row to that of the next.</summary>
    public int Stride { get; }

    /// <summary>Gets how a pixel lies.</summary>
    public PixelFormat Format { get; }

    /// <summary>Gets whether there is no alpha, or none that counts.</summary>
    public bool IsOpaque { get; }

    /// <summary>Describes the pixels of a bitmap, which stays the caller's and must not be disposed while they are used.</summary>
    /// <param name="bitmap">A bitmap of Bgra8888, Rgba8888, Rgb888x or Gray8.</param>
    /// <exception cref="ArgumentException">The bitmap has no pixels, or pixels of another type.</exception>
    public static PixelView Of(SKBitmap bitmap)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        return PixelLayout.TryFind(bitmap.Info, out var format) && bitmap.ReadyToDraw
            ? new(bitmap.GetPixelSpan(), bitmap.Width, bitmap.Height, bitmap.RowBytes, format, bitmap.AlphaType == SKAlphaType.Opaque)
            : throw new ArgumentException(
                $"A bitmap of {bitmap.Width} x {bitmap.Height} pixels in {bitmap.ColorType} cannot be looked at as pixels of a known format. "
                + "Copy it to Bgra8888 first.",
                nameof(bitmap));
    }
}
