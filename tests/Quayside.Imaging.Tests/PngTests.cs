// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>PNGs of all kinds are kept byte by byte; damaged ones are refused.</summary>
public sealed class PngTests
{
    [Fact]
    public void Alpha_is_straight_and_the_colour_under_full_transparency_survives() => Assert.Equal(
        [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 1, 9, 8, 7, 0], Decoded.Rgba(Kept(HandMadePng.Small)));

    [Fact]
    public void Grey_of_one_bit_and_of_eight()
    {
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 255], Decoded.Rgba(Kept(HandMadePng.Make(2, 1, 1, HandMadePng.Grey, [[0x80]]))));
        Assert.Equal([1, 1, 1, 255, 200, 200, 200, 255], Decoded.Rgba(Kept(HandMadePng.Make(2, 1, 8, HandMadePng.Grey, [[1, 200]]))));
    }

    [Fact]
    public void Palette_with_alpha()
    {
        var png = HandMadePng.Make(
            3,
            1,
            2,
            HandMadePng.Palette,
            [[0b00_01_10_00]],
            HandMadePng.Chunk("PLTE", [1, 2, 3, 40, 50, 60, 200, 210, 220]),
            HandMadePng.Chunk("tRNS", [255, 77]));
        Assert.Equal([1, 2, 3, 255, 40, 50, 60, 77, 200, 210, 220, 255], Decoded.Rgba(Kept(png)));
    }

    [Fact]
    public void Sixteen_bits_are_decoded_finer_than_eight()
    {
        // 0x8000 and 0x8040 have the same upper eight bits.
        var png = HandMadePng.Make(2, 1, 16, HandMadePng.Colour, [[0x80, 0, 0, 0, 0xFF, 0xFF, 0x80, 0x40, 0, 0, 0xFF, 0xFF]]);
        using var bitmap = Kept(png).Decode();
        Assert.Equal(SKColorType.RgbaF16, bitmap.ColorType);
        var pixels = bitmap.GetPixelSpan();
        var first = (float)BitConverter.ToHalf(pixels);
        var second = (float)BitConverter.ToHalf(pixels[8..]);
        Assert.Equal(0x8000 / 65535f, first, 0.0005f);
        Assert.Equal(0x8040 / 65535f, second, 0.0005f);
        Assert.True(second > first);
        Assert.Equal((Half)1, BitConverter.ToHalf(pixels[4..]));
    }

    [Fact]
    public void A_PNG_without_alpha_is_decoded_as_opaque()
    {
        using var bitmap = Kept(HandMadePng.Make(1, 1, 8, HandMadePng.Colour, [[1, 2, 3]])).Decode();
        Assert.Equal(SKAlphaType.Opaque, bitmap.AlphaType);
    }

    [Fact]
    public void What_follows_IEND_is_cut()
    {
        byte[] file = [.. HandMadePng.Small, .. "and a virus"u8];
        Assert.Equal(HandMadePng.Small, QtPicture.FromEncoded(file).Png);
    }

    [Fact]
    public void Chunks_that_decoders_skip_are_kept_even_with_a_wrong_checksum()
    {
        var text = HandMadePng.Chunk("tEXt", [.. "Title\0Quay"u8]);
        text[^1] ^= 1;
        Kept(HandMadePng.Make(1, 1, 8, HandMadePng.Grey, [[5]], text));
    }

    public static TheoryData<string, byte[]> DamagedPngs()
    {
        var header = HandMadePng.Header(1, 1, 8, HandMadePng.Grey);
        var pixels = HandMadePng.Pixels([[5]]);
        byte[] PngOf(params byte[][] chunks) => [.. HandMadePng.Signature, .. chunks.SelectMany(chunk => chunk), .. HandMadePng.End];
        var wrongChecksum = PngOf(header, pixels);
        wrongChecksum[8 + header.Length + 12] ^= 1;
        return new TheoryData<string, byte[]>
        {
            { "nothing but a signature", HandMadePng.Signature },
            { "no chunk but the end", PngOf() },
            { "no header", PngOf(pixels) },
            { "header not first", PngOf(pixels, header) },
            { "two headers", PngOf(header, header, pixels) },
            { "short header", PngOf(HandMadePng.Chunk("IHDR", new byte[12]), pixels) },
            { "no pixels", PngOf(header) },
            { "no end", [.. HandMadePng.Signature, .. header, .. pixels] },
            { "end with data", [.. HandMadePng.Signature, .. header, .. pixels, .. HandMadePng.Chunk("IEND", [1])] },
            { "width 0", PngOf(HandMadePng.Header(0, 1, 8, HandMadePng.Grey), pixels) },
            { "height negative", PngOf(HandMadePng.Header(1, -1, 8, HandMadePng.Grey), pixels) },
            { "depth 3", PngOf(HandMadePng.Header(1, 1, 3, HandMadePng.Grey), pixels) },
            { "palette of 16 bits", PngOf(HandMadePng.Header(1, 1, 16, HandMadePng.Palette), pixels) },
            { "colour of 4 bits", PngOf(HandMadePng.Header(1, 1, 4, HandMadePng.Colour), pixels) },
            { "colour type 5", PngOf(HandMadePng.Header(1, 1, 8, 5), pixels) },
            { "compression 1", PngOf(HandMadePng.Header(1, 1, 8, HandMadePng.Grey, compression: 1), pixels) },
            { "filter 1", PngOf(HandMadePng.Header(1, 1, 8, HandMadePng.Grey, filter: 1), pixels) },
            { "interlace 2", PngOf(HandMadePng.Header(1, 1, 8, HandMadePng.Grey, interlace: 2), pixels) },
            { "chunk type of no letters", PngOf(header, HandMadePng.Chunk("t1Xt", []), pixels) },
            { "length beyond the end", PngOf(header, [0, 0, 1, 0], pixels) },
            { "length of 2 GiB", PngOf(header, [0x7F, 0xFF, 0xFF, 0xFF], pixels) },
            { "length of 4 GiB", PngOf(header, [0xFF, 0xFF, 0xFF, 0xFF], pixels) },
            { "wrong checksum", wrongChecksum },
        };
    }

    [Theory]
    [MemberData(nameof(DamagedPngs))]
    public void A_damaged_PNG_is_refused_with_the_reason(string what, byte[] png)
    {
        Assert.NotEmpty(what);
        var error = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(png));
        Assert.StartsWith("The PNG is damaged: ", error.Message, StringComparison.Ordinal);
        Assert.Throws<PictureFormatException>(() => QtPicture.Read([0, 0, 0, 1, .. png]));
    }

    [Fact]
    public void Pixels_that_end_too_early_or_are_no_zlib_data_show_when_they_are_decoded()
    {
        var cut = Kept(HandMadePng.Make(4, 4, 8, HandMadePng.Grey, [[1, 2, 3, 4], [5, 6, 7, 8]]));
        Assert.Throws<PictureFormatException>(() => cut.Decode());
        byte[] junk =
        [
            .. HandMadePng.Signature, .. HandMadePng.Header(4, 4, 8, HandMadePng.Grey),
            .. HandMadePng.Chunk("IDAT", [.. "no zlib data at all"u8]), .. HandMadePng.End,
        ];
        Assert.Throws<PictureFormatException>(() => Kept(junk).Decode());
    }

    private static QtPicture Kept(byte[] png)
    {
        var picture = QtPicture.FromEncoded(png);
        Assert.Equal(png, picture.Png);
        return picture;
    }
}
