// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Pixels;

/// <summary>What the pixel formats of this library are elsewhere: in bytes, in Skia, in a PNG.</summary>
/// <remarks>Stateless.</remarks>
internal static class PixelLayout
{
    /// <summary>Gets the number of bytes of a pixel.</summary>
    /// <exception cref="ArgumentException">The format has no whole pixels, or there is no such format.</exception>
    public static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Bgra or PixelFormat.BgraPremultiplied or PixelFormat.Rgba or PixelFormat.RgbaPremultiplied => 4,
        PixelFormat.Rgb24 => 3,
        PixelFormat.Gray8 => 1,
        PixelFormat.Gray16 => 2,
        PixelFormat.Nv12 or PixelFormat.Yuy2 => throw new ArgumentException(
            $"{format} has no red, green and blue that a PNG could keep. Convert the picture to {nameof(PixelFormat.Bgra)} first.",
            nameof(format)),
        _ => throw new ArgumentException($"There is no pixel format {(int)format}. Use one of {nameof(PixelFormat)}.", nameof(format)),
    };

    /// <summary>Finds the format of a bitmap's pixels, if they are of one.</summary>
    public static bool TryFind(SKImageInfo info, out PixelFormat format)
    {
        var isPremultiplied = info.AlphaType == SKAlphaType.Premul;
        format = info.ColorType switch
        {
            SKColorType.Bgra8888 => isPremultiplied ? PixelFormat.BgraPremultiplied : PixelFormat.Bgra,
            SKColorType.Rgba8888 => isPremultiplied ? PixelFormat.RgbaPremultiplied : PixelFormat.Rgba,
            SKColorType.Rgb888x => PixelFormat.Rgba,
            SKColorType.Gray8 => PixelFormat.Gray8,
            _ => 0,
        };
        return format != 0;
    }
}
