// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Tests;

/// <summary>What is no PNG becomes one.</summary>
public sealed class OtherFormatTests
{
    [Fact]
    public void A_GIF_gives_its_first_frame_with_its_transparent_pixel()
    {
        var rgba = Decoded.Rgba(QtPicture.FromEncoded(Corpus.Gif));
        Assert.Equal([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255], rgba[..12]);
        Assert.Equal(0, rgba[15]);
    }

    [Fact]
    public void A_BMP_of_24_bits() => Assert.Equal(
        [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255], Decoded.Rgba(QtPicture.FromEncoded(Corpus.Bmp)));

    [Fact]
    public void A_lossless_WebP_keeps_the_colour_of_faint_pixels() => Assert.Equal(
        [255, 0, 0, 255, 0, 255, 0, 128, 10, 20, 250, 3], Decoded.Rgba(QtPicture.FromEncoded(Corpus.WebP)));

    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void A_JPEG_is_turned_as_its_EXIF_orientation_says(int orientation, string corners)
    {
        var picture = QtPicture.FromEncoded(Corpus.Jpeg(orientation));
        Assert.Equal(orientation < 5 ? (48, 32) : (32, 48), (picture.Width, picture.Height));
        using var bitmap = picture.Decode();
        var seen = new[] { (1, 1), (3, 1), (1, 3), (3, 3) }
            .Select(quarter => bitmap.GetPixel(picture.Width * quarter.Item1 / 4, picture.Height * quarter.Item2 / 4))
            .Select(colour => Name([colour.Red, colour.Green, colour.Blue]));
        Assert.Equal(corners, string.Concat(seen));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a text")]
    [InlineData("GIF89a")]
    [InlineData("BM")]
    public void What_is_no_picture_is_refused_with_what_to_choose(string text)
    {
        var error = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(System.Text.Encoding.Latin1.GetBytes(text)));
        Assert.EndsWith("Choose a PNG, JPEG, WebP, BMP or GIF picture.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_format_that_Skia_knows_but_Quayside_does_not_is_refused()
    {
        // WBMP, one pixel: Skia decodes it, and nobody wants it.
        Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded([0, 0, 1, 1, 0x80]));
    }

    [Fact]
    public void A_cut_JPEG_is_refused()
    {
        var jpeg = Corpus.Jpeg(1);
        Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(jpeg.AsSpan(0, jpeg.Length / 2)));
    }

    /// <summary>Names a colour as <see cref="Corpus"/> does.</summary>
    internal static char Name(byte[] rgb) => (rgb[0] > 200, rgb[1] > 200, rgb[2] > 200) switch
    {
        (true, true, true) => 'W',
        (true, false, false) => 'R',
        (false, true, false) => 'G',
        (false, false, true) => 'B',
        _ => '?',
    };
}
