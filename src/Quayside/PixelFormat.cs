// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>How pixels lie in memory. Names give the order of the bytes, from the lowest address up.</summary>
public enum PixelFormat
{
    /// <summary>Four bytes: blue, green, red, alpha; colours are not multiplied by alpha (straight).</summary>
    Bgra = 1,

    /// <summary>Four bytes: blue, green, red, alpha; colours are multiplied by alpha.</summary>
    BgraPremultiplied = 2,

    /// <summary>Four bytes: red, green, blue, alpha; colours are not multiplied by alpha (straight).</summary>
    Rgba = 3,

    /// <summary>Four bytes: red, green, blue, alpha; colours are multiplied by alpha.</summary>
    RgbaPremultiplied = 4,

    /// <summary>Three bytes: red, green, blue.</summary>
    Rgb24 = 5,

    /// <summary>One byte: grey.</summary>
    Gray8 = 6,

    /// <summary>Two bytes: grey, little-endian.</summary>
    Gray16 = 7,

    /// <summary>Two planes: a byte of luma for each pixel, then for each two by two pixels a byte of Cb and one of Cr. Even width and height.</summary>
    Nv12 = 8,

    /// <summary>Four bytes for each two pixels of a row: luma, Cb, luma, Cr. Even width.</summary>
    Yuy2 = 9,
}
