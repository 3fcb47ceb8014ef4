// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

public sealed class FromPixelsTests
{
    [Fact]
    public void Straight_pixels_come_back_as_they_are()
    {
        byte[] rgba = [255, 0, 0, 255, 1, 2, 3, 0, 90, 80, 70, 5, 0, 0, 0, 128];
        using var bitmap = new SKBitmap(new SKImageInfo(4, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        rgba.CopyTo(bitmap.GetPixelSpan());
        var picture = QtPicture.FromPixels(bitmap);
        Assert.Equal(rgba, Decoded.Rgba(picture));
        Assert.Equal(rgba, Decoded.Rgba(QtPicture.FromEncoded(picture.Png.Span)));
    }

    [Fact]
    public void Premultiplied_pixels_are_divided_by_their_alpha()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.Rgba8888, SKAlphaType.Premul));
        new byte[] { 64, 0, 0, 128 }.CopyTo(bitmap.GetPixelSpan());
        var rgba = Decoded.Rgba(QtPicture.FromPixels(bitmap));
        Assert.Equal(128, rgba[0], 1.0);
        Assert.Equal(128, rgba[3]);
    }

    [Fact]
    public void Half_precision_pixels_give_a_PNG_of_16_bits()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.RgbaF16, SKAlphaType.Unpremul));
        for (var channel = 0; channel < 4; channel++)
        {
            BitConverter.TryWriteBytes(bitmap.GetPixelSpan()[(2 * channel)..], (Half)(0.25f * (channel + 1)));
        }

        using var decoded = QtPicture.FromPixels(bitmap).Decode();
        Assert.Equal(bitmap.GetPixelSpan(), decoded.GetPixelSpan());
    }

    [Fact]
    public void A_bitmap_without_pixels_is_refused()
    {
        using var bitmap = new SKBitmap();
        Assert.Throws<ArgumentException>(() => QtPicture.FromPixels(bitmap));
    }
}
