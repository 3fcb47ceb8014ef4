// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

public sealed class StoredStreamTests
{
    public static TheoryData<PixelFormat, int, int, int> Pictures()
    {
        var data = new TheoryData<PixelFormat, int, int, int>();
        foreach (var format in (PixelFormat[])[PixelFormat.Bgra, PixelFormat.Rgba, PixelFormat.Rgb24, PixelFormat.Gray8])
        {
            data.Add(format, 1, 1, 0);
            data.Add(format, 7, 5, 3);
            data.Add(format, 333, 257, 1);
            data.Add(format, 1920, 1081, 5);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Skia_and_the_fast_reader_see_the_pixels_that_were_written(PixelFormat format, int width, int height, int gap)
    {
        var channels = format switch { PixelFormat.Gray8 => 1, PixelFormat.Rgb24 => 3, _ => 4 };
        var stride = (width * channels) + gap;
        var pixels = new byte[stride * height];
        new Random(width).NextBytes(pixels);
        var view = new PixelView(pixels, width, height, stride, format);
        var size = QtPicture.StoredSize(view);
        var segment = new byte[size + 3];
        segment.AsSpan(size).Fill(0xA5);

        Assert.Equal(size, QtPicture.WriteStored(view, segment));
        Assert.Equal([0xA5, 0xA5, 0xA5], segment[size..]);

        var picture = QtPicture.Read(segment);
        Assert.NotNull(picture);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bySkia = SKBitmap.Decode(picture.Png.Span, info);
        Assert.Equal(Expected(pixels, width, height, stride, channels, format), bySkia.GetPixelSpan().ToArray());

        using var fast = QtPicture.ReadPixels(segment);
        using var decoded = picture.Decode();
        Assert.NotNull(fast);
        Assert.Equal(Rgba(fast), bySkia.GetPixelSpan().ToArray());
        Assert.Equal(Rgba(decoded), bySkia.GetPixelSpan().ToArray());
    }

    [Fact]
    public void A_destination_that_is_too_small_is_refused_and_kept()
    {
        var segment = new byte[QtPicture.StoredSize(2, 2, PixelFormat.Rgb24) - 1];
        Assert.Throws<ArgumentException>(() => QtPicture.WriteStored(new PixelView(new byte[12], 2, 2, 6, PixelFormat.Rgb24), segment));
        Assert.All(segment, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuy2)]
    public void Planes_of_video_are_refused(PixelFormat format) =>
        Assert.Throws<ArgumentException>(() => QtPicture.StoredSize(2, 2, format));

    private static byte[] Expected(byte[] pixels, int width, int height, int stride, int channels, PixelFormat format)
    {
        var rgba = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            var from = pixels.AsSpan((i / width * stride) + (i % width * channels), channels);
            var red = format == PixelFormat.Bgra ? 2 : 0;
            rgba[4 * i] = from[red];
            rgba[(4 * i) + 1] = from[channels == 1 ? 0 : 1];
            rgba[(4 * i) + 2] = from[channels == 1 ? 0 : 2 - red];
            rgba[(4 * i) + 3] = channels == 4 ? from[3] : (byte)255;
        }

        return rgba;
    }

    private static byte[] Rgba(SKBitmap bitmap)
    {
        using var copy = new SKBitmap(new SKImageInfo(bitmap.Width, bitmap.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using var pixmap = bitmap.PeekPixels();
        Assert.True(pixmap.ReadPixels(copy.Info, copy.GetPixels(), copy.RowBytes));
        return copy.GetPixelSpan().ToArray();
    }
}
