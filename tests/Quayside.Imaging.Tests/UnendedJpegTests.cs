// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>JPEGs without their end mark: all pixels are there, so they are taken; and those of which pixels are missing, which are not.</summary>
public sealed class UnendedJpegTests
{
    public static TheoryData<int, int, SKColorType> Pictures => new()
    {
        { 64, 64, SKColorType.Rgba8888 },
        { 61, 47, SKColorType.Rgba8888 },
        { 1, 1, SKColorType.Rgba8888 },
        { 8, 300, SKColorType.Rgba8888 },
        { 61, 47, SKColorType.Gray8 },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Without_its_end_mark_it_is_what_it_is_with_it(int width, int height, SKColorType type)
    {
        var whole = Make(width, height, type);
        using var expected = QtPicture.FromEncoded(whole).Decode();

        foreach (var file in new byte[][] { whole[..^2], whole[..^1], [.. whole[..^1], 0xFF, 0xFF], [.. whole[..^2], 0, 0, 0], [.. whole, 1, 2, 3] })
        {
            using var actual = QtPicture.FromEncoded(file).Decode();
            Assert.True(expected.GetPixelSpan().SequenceEqual(actual.GetPixelSpan()));
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Cut_in_its_pixels_it_is_refused(int width, int height, SKColorType type)
    {
        var whole = Make(width, height, type);
        var scan = whole.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA]) + 20;
        for (var length = scan; length < whole.Length - 8; length += Math.Max(1, (whole.Length - scan) / 20))
        {
            Assert.Contains(
                "is cut", Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(whole.AsSpan(0, length))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_grey_JPEG_becomes_a_grey_PNG_with_its_pixels()
    {
        var file = Make(61, 47, SKColorType.Gray8);
        using var expected = SKBitmap.Decode(file);

        var picture = QtPicture.FromEncoded(file);

        using var actual = picture.Decode();
        Assert.InRange(picture.Png.Length, 61 * 47, 2 * 61 * 47);
        for (var y = 0; y < 47; y++)
        {
            for (var x = 0; x < 61; x++)
            {
                Assert.Equal(expected.GetPixel(x, y), actual.GetPixel(x, y));
            }
        }
    }

    private static byte[] Make(int width, int height, SKColorType type)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, type, SKAlphaType.Opaque));
        new Random(1).NextBytes(bitmap.GetPixelSpan());
        using var file = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return file.ToArray();
    }
}
