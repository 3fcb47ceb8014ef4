// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>
/// How the pixels of a picture or a frame lie in memory: names give the order of bytes, from the lowest address up. The numbers are part of
/// formats and never change.
/// </summary>
public enum PixelFormat
{
    /// <summary>Four bytes a pixel: blue, green, red, straight alpha. QImage::Format_ARGB32 on little-endian machines.</summary>
    Bgra = 1,

    /// <summary>As <see cref="Bgra"/>, with colours multiplied by alpha. QImage::Format_ARGB32_Premultiplied on little-endian machines.</summary>
    BgraPremultiplied = 2,

    /// <summary>Four bytes a pixel: red, green, blue, straight alpha. QImage::Format_RGBA8888.</summary>
    Rgba = 3,

    /// <summary>As <see cref="Rgba"/>, with colours multiplied by alpha. QImage::Format_RGBA8888_Premultiplied.</summary>
    RgbaPremultiplied = 4,

    /// <summary>Three bytes a pixel: red, green, blue. QImage::Format_RGB888.</summary>
    Rgb24 = 5,

    /// <summary>One byte a pixel, 0 is black. QImage::Format_Grayscale8.</summary>
    Gray8 = 6,

    /// <summary>Two bytes a pixel in the machine's byte order, 0 is black. QImage::Format_Grayscale16.</summary>
    Gray16 = 7,

    /// <summary>
    /// A plane of brightness, one byte a pixel; then one of colour, half as wide and high: Cb and Cr by turns. Even width and
    /// height. What video decoders give.
    /// </summary>
    Nv12 = 8,

    /// <summary>Four bytes for two pixels beside each other: brightness, Cb, brightness, Cr. Even width. What cameras give.</summary>
    Yuy2 = 9,
}
