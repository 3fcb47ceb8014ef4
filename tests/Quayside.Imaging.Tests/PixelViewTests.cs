// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>What is said about pixels is checked against the span before a byte of it is read.</summary>
public sealed class PixelViewTests
{
    private static readonly byte[] _bytes = new byte[100];

    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(1, 0, 10)]
    [InlineData(-1, 1, 10)]
    [InlineData(1, int.MinValue, 10)]
    [InlineData(3, 1, 11)]
    [InlineData(3, 1, -12)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void Sizes_that_are_none_are_refused(int width, int height, int stride) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelView(_bytes, width, height, stride, PixelFormat.Bgra).Width);

    [Theory]
    [InlineData(5, 5, 20, true)]
    [InlineData(4, 5, 21, true)]
    [InlineData(5, 5, 21, false)]
    [InlineData(5, 6, 20, false)]
    [InlineData(25, 1, int.MaxValue, true)]
    [InlineData(26, 1, int.MaxValue, false)]
    [InlineData(1, 2, int.MaxValue, false)]
    [InlineData(1, int.MaxValue, int.MaxValue, false)]
    public void The_last_row_needs_no_gap_and_must_be_inside_the_span(int width, int height, int stride, bool isInside)
    {
        if (isInside)
        {
            Assert.Equal(((height - 1) * stride) + (4 * width), new PixelView(_bytes, width, height, stride, PixelFormat.Rgba).Pixels.Length);
        }
        else
        {
            var error = Assert.Throws<ArgumentException>(() => new PixelView(_bytes, width, height, stride, PixelFormat.Rgba).Width);
            Assert.Contains("Check width, height and stride.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Nv12, "Convert the picture to Bgra first.")]
    [InlineData(PixelFormat.Yuy2, "Convert the picture to Bgra first.")]
    [InlineData((PixelFormat)0, "There is no pixel format 0.")]
    [InlineData((PixelFormat)10, "There is no pixel format 10.")]
    public void Formats_without_whole_pixels_are_refused_with_what_to_do(PixelFormat format, string advice)
    {
        Assert.Contains(
            advice, Assert.Throws<ArgumentException>(() => new PixelView(_bytes, 2, 2, 8, format).Width).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => QtPicture.StoredSize(2, 2, format));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -5)]
    public void The_size_of_no_picture_is_refused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => QtPicture.StoredSize(width, height, PixelFormat.Gray8));

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, PixelFormat.Bgra)]
    [InlineData(int.MaxValue, 1, PixelFormat.Gray8)]
    [InlineData(1, int.MaxValue, PixelFormat.Gray8)]
    [InlineData(32768, 16384, PixelFormat.Bgra)]
    public void The_size_of_more_than_a_span_can_have_is_refused(int width, int height, PixelFormat format) => Assert.Contains(
        "more than 2 GiB",
        Assert.Throws<ArgumentException>(() => QtPicture.StoredSize(width, height, format)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(SKColorType.Bgra8888, SKAlphaType.Premul, PixelFormat.BgraPremultiplied, false)]
    [InlineData(SKColorType.Bgra8888, SKAlphaType.Unpremul, PixelFormat.Bgra, false)]
    [InlineData(SKColorType.Bgra8888, SKAlphaType.Opaque, PixelFormat.Bgra, true)]
    [InlineData(SKColorType.Rgba8888, SKAlphaType.Premul, PixelFormat.RgbaPremultiplied, false)]
    [InlineData(SKColorType.Rgba8888, SKAlphaType.Unpremul, PixelFormat.Rgba, false)]
    [InlineData(SKColorType.Rgb888x, SKAlphaType.Opaque, PixelFormat.Rgba, true)]
    [InlineData(SKColorType.Gray8, SKAlphaType.Opaque, PixelFormat.Gray8, true)]
    public void A_bitmap_says_by_itself_what_its_pixels_are(SKColorType type, SKAlphaType alpha, PixelFormat format, bool isOpaque)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(3, 2, type, alpha));
        var view = PixelView.Of(bitmap);
        Assert.Equal((3, 2, bitmap.RowBytes, format, isOpaque), (view.Width, view.Height, view.Stride, view.Format, view.IsOpaque));
    }

    [Fact]
    public void A_bitmap_without_pixels_or_of_another_type_is_refused()
    {
        using var empty = new SKBitmap();
        using var half = new SKBitmap(new SKImageInfo(2, 2, SKColorType.RgbaF16));
        Assert.Throws<ArgumentException>(() => PixelView.Of(empty).Width);
        Assert.Contains(
            "Copy it to Bgra8888 first.", Assert.Throws<ArgumentException>(() => PixelView.Of(half).Width).Message, StringComparison.Ordinal);
    }
}
