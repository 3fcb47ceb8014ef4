// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>What a PNG's pixels are made of. Source: the PNG specification (third edition), 11.2.1 "IHDR Image header".</summary>
internal enum PngColour : byte
{
    /// <summary>Brightness.</summary>
    Grey = 0,

    /// <summary>Red, green, blue.</summary>
    Colour = 2,

    /// <summary>An index into a palette.</summary>
    Palette = 3,

    /// <summary>Brightness, alpha.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue, alpha.</summary>
    ColourAlpha = 6,
}
