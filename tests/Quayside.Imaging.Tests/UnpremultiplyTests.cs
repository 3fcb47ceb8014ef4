// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>Every colour under every alpha, divided by it.</summary>
public sealed class UnpremultiplyTests
{
    [Fact]
    public void Every_colour_is_the_nearest_one_halves_up()
    {
        var divided = DividedPixels();
        for (var alpha = 0; alpha < 256; alpha++)
        {
            for (var colour = 0; colour < 256; colour++)
            {
                var pixel = divided.AsSpan(4 * ((256 * alpha) + colour), 4).ToArray();
                var expected = SomePixels.Divided(colour, alpha);
                Assert.Equal([expected, expected, expected, (byte)alpha], pixel);
            }
        }
    }

    [Fact]
    public void Multiplying_by_alpha_again_as_Qt_and_Skia_do_gives_the_colour_back()
    {
        var divided = DividedPixels();
        using var straight = new SKBitmap(new SKImageInfo(256, 256, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        divided.CopyTo(straight.GetPixelSpan());
        using var again = new SKBitmap(straight.Info.WithAlphaType(SKAlphaType.Premul));
        using var pixels = straight.PeekPixels();
        Assert.True(pixels.ReadPixels(again.Info, again.GetPixels(), again.RowBytes));
        for (var alpha = 1; alpha < 256; alpha++)
        {
            for (var colour = 0; colour <= alpha; colour++)
            {
                var at = 4 * ((256 * alpha) + colour);
                Assert.Equal(colour, again.GetPixelSpan()[at]);

                // qPremultiply (qrgb.h): t = c * a; (t + (t >> 8) + 0x80) >> 8.
                var product = divided[at] * alpha;
                Assert.Equal(colour, (product + (product >> 8) + 0x80) >> 8);
            }
        }
    }

    [Fact]
    public void Skia_differs_in_exact_halves_alone()
    {
        var divided = DividedPixels();
        using var premultiplied = new SKBitmap(new SKImageInfo(256, 256, SKColorType.Rgba8888, SKAlphaType.Premul));
        AllPixels().CopyTo(premultiplied.GetPixelSpan());
        using var straight = new SKBitmap(premultiplied.Info.WithAlphaType(SKAlphaType.Unpremul));
        using var pixels = premultiplied.PeekPixels();
        Assert.True(pixels.ReadPixels(straight.Info, straight.GetPixels(), straight.RowBytes));
        for (var alpha = 1; alpha < 256; alpha++)
        {
            for (var colour = 0; colour <= alpha; colour++)
            {
                var at = 4 * ((256 * alpha) + colour);
                var isHalf = 2 * 255 * colour % (2 * alpha) == alpha;
                Assert.InRange(divided[at] - straight.GetPixelSpan()[at], 0, isHalf ? 1 : 0);
            }
        }
    }

    private static byte[] DividedPixels()
    {
        var picture = QtPicture.FromPixels(
            new PixelView(AllPixels(), 256, 256, 1024, PixelFormat.RgbaPremultiplied), PictureCompression.Stored);
        var blueFirst = QtPicture.FromPixels(
            new PixelView(AllPixels(), 256, 256, 1024, PixelFormat.BgraPremultiplied), PictureCompression.Stored);
        Assert.Equal(picture.Png, blueFirst.Png);
        return Decoded.Rgba(picture);
    }

    // Row: alpha; column: colour.
    private static byte[] AllPixels() =>
        [.. Enumerable.Range(0, 65536).SelectMany(i => new[] { (byte)(i & 255), (byte)(i & 255), (byte)(i & 255), (byte)(i >> 8) })];
}
