// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>Pictures of the rarer kinds: each has the pixels that it should have, from a file and out of a segment.</summary>
public sealed class OddPictureTests
{
    public static TheoryData<string, byte[], byte[]> Pngs() => new()
    {
        { "grey of one bit", HandMadePng.Make(9, 1, 1, HandMadePng.Grey, [[0b1010_0000, 0x80]]), Grey(255, 0, 255, 0, 0, 0, 0, 0, 255) },
        { "grey of two bits", HandMadePng.Make(4, 1, 2, HandMadePng.Grey, [[0b00_01_10_11]]), Grey(0, 85, 170, 255) },
        { "grey of four bits", HandMadePng.Make(3, 1, 4, HandMadePng.Grey, [[0x0F, 0x10]]), Grey(0, 255, 17) },
        {
            "grey of one bit with a transparent one",
            HandMadePng.Make(2, 1, 1, HandMadePng.Grey, [[0x80]], HandMadePng.Chunk("tRNS", [0, 1])), [255, 255, 255, 0, 0, 0, 0, 255]
        },
        { "grey with alpha", HandMadePng.Make(2, 1, 8, HandMadePng.GreyAlpha, [[10, 20, 30, 255]]), [10, 10, 10, 20, 30, 30, 30, 255] },
        {
            "grey with alpha of sixteen bits",
            HandMadePng.Make(1, 1, 16, HandMadePng.GreyAlpha, [[0x80, 0x80, 0x44, 0x44]]), [128, 128, 128, 0x44]
        },
        { "a palette of four bits, partly faint", Corpus.Palette, [1, 2, 3, 9, 4, 5, 6, 255] },
        {
            "a palette of eight bits",
            HandMadePng.Make(2, 2, 8, HandMadePng.Palette, [[1, 0], [0, 1]], HandMadePng.Chunk("PLTE", [1, 2, 3, 4, 5, 6])),
            [4, 5, 6, 255, 1, 2, 3, 255, 1, 2, 3, 255, 4, 5, 6, 255]
        },
        {
            "a palette with an entry that is not there",
            HandMadePng.Make(1, 1, 8, HandMadePng.Palette, [[9]], HandMadePng.Chunk("PLTE", [1, 2, 3])), [1, 2, 3, 255]
        },
        {
            "colour with a transparent one",
            HandMadePng.Make(2, 1, 8, HandMadePng.Colour, [[1, 2, 3, 4, 5, 6]], HandMadePng.Chunk("tRNS", [0, 4, 0, 5, 0, 6])),
            [1, 2, 3, 255, 4, 5, 6, 0]
        },
        { "sixteen bits", Corpus.Sixteen, [255, 128, 0, 255, 0x11, 0x22, 0x33, 0x44] },
        { "interlaced", Corpus.Interlaced, Grey(1, 2, 3, 4, 5, 6, 7, 8, 9) },
        { "filtered rows", Corpus.Filtered, Grey(10, 20, 30, 50) },
        { "many chunks, empty ones among them", Corpus.ManyChunks, Grey(1, 2, 3, 4, 5, 6, 7, 8, 9) },
        { "one pixel", HandMadePng.Make(1, 1, 8, HandMadePng.Colour, [[7, 8, 9]]), [7, 8, 9, 255] },
    };

    [Theory]
    [MemberData(nameof(Pngs))]
    public void A_PNG(string kind, byte[] png, byte[] rgba)
    {
        Assert.NotEmpty(kind);
        var picture = QtPicture.FromEncoded(png);
        Assert.Equal(png, picture.Png);
        using var decoded = picture.Decode();
        Assert.Equal(rgba, AsBytes(decoded));
        using var read = QtPicture.ReadPixels([0, 0, 0, 1, .. png, 77]);
        Assert.Equal(decoded.GetPixelSpan(), read!.GetPixelSpan());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Grey_of_sixteen_bits_keeps_all_of_them(byte interlace)
    {
        // The passes of a picture of one row: columns 0, 4, 2, 1 and 3.
        byte[][] rows = interlace == 0
            ? [[0, 0, 0, 1, 0x12, 0x34, 0xFF, 0xFE, 0xFF, 0xFF]]
            : [[0, 0], [0xFF, 0xFF], [0x12, 0x34], [0, 1, 0xFF, 0xFE]];
        byte[] png =
        [
            .. HandMadePng.Signature, .. HandMadePng.Header(5, 1, 16, HandMadePng.Grey, interlace: interlace), .. HandMadePng.Pixels(rows),
            .. HandMadePng.End,
        ];
        using var decoded = QtPicture.FromEncoded(png).Decode();
        Assert.Equal((SKColorType.Rgba16161616, SKAlphaType.Opaque), (decoded.ColorType, decoded.AlphaType));
        Assert.Equal(
            [0, 1, 0x1234, 0xFFFE, 0xFFFF],
            Enumerable.Range(0, 5).Select(column => (int)BitConverter.ToUInt16(decoded.GetPixelSpan()[(8 * column)..])));
        using var read = QtPicture.ReadPixels([0, 0, 0, 1, .. png]);
        Assert.Equal(decoded.GetPixelSpan(), read!.GetPixelSpan());
    }

    [Fact]
    public void A_GIF_that_is_interlaced_and_smaller_than_its_canvas()
    {
        var rgba = Decoded.Rgba(QtPicture.FromEncoded(Corpus.GifInterlaced));
        Assert.Equal("RGBWWBGR", string.Concat(rgba.Chunk(4).Where((_, i) => i % 3 > 0).Select(OtherFormatTests.Name)));
        Assert.All(rgba.Chunk(4).Where((_, i) => i % 3 == 0), pixel => Assert.Equal(0, pixel[3]));
    }

    [Fact]
    public void An_animated_WebP_gives_its_first_frame() =>
        Assert.Equal(Decoded.Rgba(QtPicture.FromEncoded(Corpus.WebP)), Decoded.Rgba(QtPicture.FromEncoded(Corpus.WebPAnimated)));

    [Fact]
    public void A_lossy_WebP_and_a_grey_JPEG()
    {
        Assert.All(Decoded.Rgba(QtPicture.FromEncoded(Corpus.WebPLossy)).Chunk(4), pixel => Assert.InRange(pixel[1], 97, 103));
        Assert.All(Decoded.Rgba(QtPicture.FromEncoded(Corpus.JpegGrey)).Chunk(4), pixel => Assert.Equal([100, 100, 100, 255], pixel));
    }

    // Sixteen bits a channel as eight, rounded.
    private static byte[] AsBytes(SKBitmap bitmap)
    {
        using var converted = new SKBitmap(bitmap.Info.WithColorType(SKColorType.Rgba8888));
        using var pixels = bitmap.PeekPixels();
        Assert.True(pixels.ReadPixels(converted.Info, converted.GetPixels(), converted.RowBytes));
        return converted.GetPixelSpan().ToArray();
    }

    private static byte[] Grey(params byte[] values) => [.. values.SelectMany(value => new byte[] { value, value, value, 255 })];
}
