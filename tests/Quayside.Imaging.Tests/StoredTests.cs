// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using CsCheck;
using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>Pixels that are stored as they are: written in one pass, read in one pass, and a PNG like any other for everybody else.</summary>
public sealed class StoredTests
{
    private const int Samples = 60;

    [Fact]
    public void What_is_written_is_a_PNG_with_exactly_these_pixels_and_of_exactly_the_size_that_was_said() =>
        SomePixels.Any.Sample(
            pixels =>
            {
                var stream = Write(pixels);
                Assert.Equal([0, 0, 0, 1], stream[..4]);
                var png = new ReadPng(stream.AsSpan(4));
                Assert.Equal((pixels.Width, pixels.Height), (png.Width, png.Height));
                Assert.Equal(pixels.Format == PixelFormat.Gray16 ? 16 : 8, png.Depth);
                Assert.Equal(
                    pixels.Format switch { PixelFormat.Gray8 or PixelFormat.Gray16 => 0, PixelFormat.Rgb24 => 2, _ => pixels.IsOpaque ? 2 : 6 },
                    png.Colour);
                Assert.All(png.Filters, filter => Assert.Equal(0, filter));
                for (var row = 0; row < png.Height; row++)
                {
                    Assert.Equal(pixels.RowOfPng(row), png.Rows[row]);
                }
            },
            iter: Samples);

    [Fact]
    public void What_is_written_is_read_pixel_for_pixel_by_us_and_by_the_codec() =>
        SomePixels.Any.Sample(
            pixels =>
            {
                var stream = Write(pixels);
                using var read = QtPicture.ReadPixels(stream);
                AssertSame(pixels, read!);
                using var decoded = QtPicture.Read(stream)!.Decode();
                AssertSame(pixels, decoded);
                using var codec = ByCodec(stream.AsSpan(4));
                AssertSame(pixels, codec);
                Assert.Equal(
                    (codec.AlphaType, codec.ColorType, codec.ColorSpace.IsSrgb), (read!.AlphaType, read.ColorType, read.ColorSpace.IsSrgb));
            },
            iter: Samples);

    [Fact]
    public void A_smaller_PNG_has_the_same_pixels_whichever_way_it_was_made() =>
        Gen.Select(SomePixels.Any, Gen.OneOf(PictureCompression.Fast, PictureCompression.Small)).Sample(
            (pixels, compression) =>
            {
                var small = QtPicture.FromPixels(pixels.View, compression);
                var stored = QtPicture.FromPixels(pixels.View, PictureCompression.Stored);
                Assert.Equal(small.Png, stored.Compress(compression).Png);
                var png = new ReadPng(small.Png.Span);
                for (var row = 0; row < png.Height; row++)
                {
                    Assert.Equal(pixels.RowOfPng(row), png.Rows[row]);
                }

                using var decoded = small.Decode();
                AssertSame(pixels, decoded);
            },
            iter: Samples);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16383, 2)]
    [InlineData(16384, 2)]
    [InlineData(21845, 3)]
    [InlineData(65534, 2)]
    [InlineData(65535, 2)]
    [InlineData(65536, 2)]
    [InlineData(131_069, 1)]
    public void Rows_about_as_long_as_a_block_can_be(int width, int height)
    {
        foreach (var format in SomePixels.Formats)
        {
            var pixels = new SomePixels(format, IsOpaque: false, width, height, width * SomePixels.BytesOf(format), Seed: 5);
            var stream = Write(pixels);
            Assert.Equal(height, new ReadPng(stream.AsSpan(4)).Rows.Count);
            using var read = QtPicture.ReadPixels(stream);
            AssertSame(pixels, read!);
        }
    }

    [Fact]
    public void The_rest_of_a_larger_segment_is_kept_and_ignored()
    {
        var pixels = new SomePixels(PixelFormat.Rgba, IsOpaque: false, 33, 7, 140, Seed: 2);
        var size = QtPicture.StoredSize(pixels.View);
        var segment = new byte[size + 5];
        segment.AsSpan().Fill(0xEE);
        Assert.Equal(size, QtPicture.WriteStored(pixels.View, segment));
        Assert.Equal([0xEE, 0xEE, 0xEE, 0xEE, 0xEE], segment[size..]);
        using var read = QtPicture.ReadPixels(segment);
        AssertSame(pixels, read!);
        Assert.Equal(size, QtPicture.Read(segment)!.StreamSize);
    }

    [Fact]
    public void Too_few_bytes_are_refused_and_nothing_is_written()
    {
        var pixels = new SomePixels(PixelFormat.Gray8, IsOpaque: false, 9, 9, 9, Seed: 1);
        var segment = new byte[QtPicture.StoredSize(pixels.View) - 1];
        var error = Assert.Throws<ArgumentException>(() => QtPicture.WriteStored(pixels.View, segment));
        Assert.Contains($"needs {segment.Length + 1} bytes", error.Message, StringComparison.Ordinal);
        Assert.All(segment, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_picture_of_a_null_image_and_of_a_segment_of_zeroes_is_null()
    {
        Assert.Null(QtPicture.ReadPixels(new byte[100]));
        Assert.Null(QtPicture.ReadPixels([0, 0, 0, 0, .. HandMadePng.Small]));
        Assert.Throws<PictureFormatException>(() => QtPicture.ReadPixels([0, 0, 0, 1, 2]));
    }

    [Fact]
    public void A_compressed_PNG_is_read_all_the_same_and_never_compressed_again()
    {
        using var read = QtPicture.ReadPixels([0, 0, 0, 1, .. Corpus.Filtered]);
        using var expected = QtPicture.FromEncoded(Corpus.Filtered).Decode();
        Assert.Equal(expected.GetPixelSpan(), read!.GetPixelSpan());
        var picture = QtPicture.FromEncoded(Corpus.Filtered);
        Assert.Same(picture, picture.Compress());
        Assert.Same(picture, picture.Compress(PictureCompression.Stored));
    }

    [Fact]
    public void A_compression_that_does_not_exist_is_refused()
    {
        using var bitmap = new SKBitmap(1, 1);
        Assert.Throws<ArgumentException>(() => QtPicture.FromPixels(bitmap, (PictureCompression)3));
        Assert.Throws<ArgumentException>(() => QtPicture.FromEncoded(Corpus.Gif, compression: (PictureCompression)(-1)));
        Assert.Throws<ArgumentException>(() => QtPicture.FromEncoded(Corpus.Gif).Compress((PictureCompression)9));
    }

    [Fact]
    public void What_is_no_PNG_is_stored_unless_something_else_is_asked_for()
    {
        var stored = QtPicture.FromEncoded(Corpus.Jpeg(1));
        var small = QtPicture.FromEncoded(Corpus.Jpeg(1), compression: PictureCompression.Small);
        Assert.Equal(QtPicture.StoredSize(48, 32, PixelFormat.Rgb24), stored.StreamSize);
        Assert.True(small.StreamSize < stored.StreamSize / 2);
        Assert.Equal(Decoded.Rgba(stored), Decoded.Rgba(small));
    }

    /// <summary>Decodes with the codec, which a chunk that says nothing about pixels keeps from being passed by.</summary>
    internal static SKBitmap ByCodec(ReadOnlySpan<byte> png) =>
        QtPicture.FromEncoded([.. png[..33], .. HandMadePng.Chunk("tEXt", [.. "a\0b"u8]), .. png[33..]]).Decode();

    private static byte[] Write(SomePixels pixels)
    {
        var stream = new byte[QtPicture.StoredSize(pixels.Width, pixels.Height, pixels.Format, pixels.IsOpaque)];
        Assert.Equal(stream.Length, QtPicture.StoredSize(pixels.View));
        Assert.Equal(stream.Length, QtPicture.WriteStored(pixels.View, stream));
        return stream;
    }

    private static void AssertSame(SomePixels expected, SKBitmap actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var row = 0; row < expected.Height; row++)
        {
            Assert.Equal(expected.RowOfBitmap(row), actual.GetPixelSpan().Slice(row * actual.RowBytes, actual.RowBytes));
        }
    }
}
