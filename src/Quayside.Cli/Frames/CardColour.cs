// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Frames;

/// <summary>A colour of the test card, and how each pixel format writes it. An immutable value.</summary>
/// <remarks>
/// Formats without alpha show it over black, as JPEG does. Source of the numbers for brightness and chroma: ITU-R BT.601-7, 2.5, in fixed
/// point with eight bits, rounded; of grey the brightness in full range.
/// </remarks>
/// <param name="Red">Straight, not multiplied by alpha.</param>
/// <param name="Green">As red.</param>
/// <param name="Blue">As red.</param>
/// <param name="Alpha">0 for transparent.</param>
internal readonly record struct CardColour(byte Red, byte Green, byte Blue, byte Alpha = byte.MaxValue)
{
    /// <summary>Black, opaque.</summary>
    public static readonly CardColour Black = new(0, 0, 0);

    /// <summary>White, opaque.</summary>
    public static readonly CardColour White = new(255, 255, 255);

    private CardColour Premultiplied => new(Times(Red), Times(Green), Times(Blue), Alpha);

    private byte Grey => (byte)(((77 * Red) + (150 * Green) + (29 * Blue) + 128) >> 8);

    private byte Luma => (byte)(16 + (((66 * Red) + (129 * Green) + (25 * Blue) + 128) >> 8));

    private byte Cb => (byte)(128 + (((-38 * Red) - (74 * Green) + (112 * Blue) + 128) >> 8));

    private byte Cr => (byte)(128 + (((112 * Red) - (94 * Green) - (18 * Blue) + 128) >> 8));

    /// <summary>Gets the bytes of two pixels beside each other, the least that has a colour in every format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="plane">The plane, 0 for the first.</param>
    public byte[] PairIn(PixelFormat format, int plane)
    {
        var over = Premultiplied;
        return format switch
        {
            PixelFormat.Bgra => Twice(Blue, Green, Red, Alpha),
            PixelFormat.BgraPremultiplied => Twice(over.Blue, over.Green, over.Red, Alpha),
            PixelFormat.Rgba => Twice(Red, Green, Blue, Alpha),
            PixelFormat.RgbaPremultiplied => Twice(over.Red, over.Green, over.Blue, Alpha),
            PixelFormat.Rgb24 => Twice(over.Red, over.Green, over.Blue),
            PixelFormat.Gray8 => Twice(over.Grey),

            // Both bytes are equal, so the order of bytes does not matter: 257 times the grey of eight bits.
            PixelFormat.Gray16 => Twice(over.Grey, over.Grey),
            PixelFormat.Nv12 => plane == 0 ? Twice(over.Luma) : [over.Cb, over.Cr],
            PixelFormat.Yuy2 => [over.Luma, over.Cb, over.Luma, over.Cr],
            _ => throw new NotSupportedException($"The test card knows no {format}."),
        };
    }

    private static byte[] Twice(params ReadOnlySpan<byte> pixel) => [.. pixel, .. pixel];

    private byte Times(byte colour) => (byte)(((colour * Alpha) + 127) / byte.MaxValue);
}
