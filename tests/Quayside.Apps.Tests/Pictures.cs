// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Apps.Tests;

/// <summary>Pictures that the tests publish.</summary>
internal static class Pictures
{
    public static byte[] Red { get; } = Plain(SKColors.Firebrick, SKEncodedImageFormat.Png);

    public static byte[] Blue { get; } = Plain(SKColors.SteelBlue, SKEncodedImageFormat.Png);

    public static byte[] Jpeg { get; } = Plain(SKColors.Goldenrod, SKEncodedImageFormat.Jpeg);

    /// <summary>Gets files that are no picture, each with what it is.</summary>
    public static TheoryData<string, byte[]> Bad { get; } = new()
    {
        { "nothing", [] },
        { "text", "This is no picture."u8.ToArray() },
        { "a PNG cut in the middle", Red[..(Red.Length / 2)] },
        { "a PNG's first eight bytes", Red[..8] },
    };

    private static byte[] Plain(SKColor color, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(320, 240);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(color);
            using var white = new SKPaint { Color = SKColors.White.WithAlpha(200), IsAntialias = true };
            canvas.DrawCircle(160, 120, 70, white);
        }

        using var encoded = bitmap.Encode(format, 90);
        return encoded.ToArray();
    }
}
