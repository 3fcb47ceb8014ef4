// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Tests;

/// <summary>Sizes are refused by what the header says, before anything is decoded.</summary>
public sealed class LimitTests
{
    private static readonly byte[] _hugePng = HandMadePng.Make(30_000, 30_000, 8, HandMadePng.Colour, [[1]]);

    [Fact]
    public void A_small_PNG_with_a_huge_size_is_refused()
    {
        var error = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(_hugePng));
        Assert.Contains("30000 x 30000 pixels takes 3600000000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxDecodedBytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<PictureFormatException>(() => QtPicture.Read([0, 0, 0, 1, .. _hugePng]));
    }

    [Fact]
    public void The_largest_size_a_PNG_can_have_does_not_overflow() => Assert.Contains(
        "36893488113059364872 bytes",
        Assert.Throws<PictureFormatException>(
            () => QtPicture.FromEncoded(HandMadePng.Make(int.MaxValue, int.MaxValue, 16, HandMadePng.ColourAlpha, [[1]]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Stored_pixels_of_a_huge_size_are_refused_however_they_are_read()
    {
        foreach (var (width, height) in new[] { (int.MaxValue, int.MaxValue), (30_000, 30_000), (1, int.MaxValue) })
        {
            byte[] png =
            [
                .. HandMadePng.Signature, .. HandMadePng.Header(width, height, 8, HandMadePng.ColourAlpha),
                .. HandMadePng.Chunk("IDAT", HandMadeZlib.Store([0, 1, 2, 3, 4])), .. HandMadePng.End,
            ];
            Assert.Throws<PictureFormatException>(() => QtPicture.ReadPixels([0, 0, 0, 1, .. png]));
            Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(png));
        }
    }

    [Fact]
    public void Both_limits_count_for_stored_pixels_read_out_of_a_segment()
    {
        var pixels = new SomePixels(PixelFormat.Gray8, IsOpaque: false, 10, 10, 10, Seed: 1);
        var segment = new byte[QtPicture.StoredSize(pixels.View)];
        QtPicture.WriteStored(pixels.View, segment);
        var (encoded, decoded) = (segment.Length - 4, 400);
        QtPicture.ReadPixels(segment, new PictureLimits { MaxEncodedBytes = encoded, MaxDecodedBytes = decoded })!.Dispose();
        Assert.Throws<PictureFormatException>(() => QtPicture.ReadPixels(segment, new PictureLimits { MaxEncodedBytes = encoded - 1 }));
        Assert.Throws<PictureFormatException>(() => QtPicture.ReadPixels(segment, new PictureLimits { MaxDecodedBytes = decoded - 1 }));
    }

    [Fact]
    public void The_largest_picture_that_may_be_decoded_by_default_may_be_stored_by_default() => Assert.InRange(
        QtPicture.StoredSize(8192, 8192, PixelFormat.Bgra), PictureLimits.Default.MaxDecodedBytes, PictureLimits.Default.MaxEncodedBytes);

    [Fact]
    public void A_small_file_of_another_format_with_a_huge_size_is_refused()
    {
        Assert.Contains(
            "MaxDecodedBytes",
            Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(Corpus.MakeBmp(30_000, 30_000, new byte[100]))).Message,
            StringComparison.Ordinal);
        var gif = Corpus.Gif.ToArray();
        (gif[6], gif[7], gif[8], gif[9]) = (0xFF, 0xFF, 0xFF, 0xFF);
        Assert.Contains(
            "MaxDecodedBytes", Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(gif)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 16, true)]
    [InlineData(8, 15, false)]
    [InlineData(16, 32, true)]
    [InlineData(16, 31, false)]
    public void A_decoded_pixel_counts_four_bytes_and_eight_with_16_bits(byte depth, int limit, bool allowed)
    {
        var row = new byte[2 * depth / 8];
        var picture = QtPicture.FromEncoded(HandMadePng.Make(2, 2, depth, HandMadePng.Grey, [row, row]));
        var limits = new PictureLimits { MaxDecodedBytes = limit };
        if (allowed)
        {
            picture.Decode(limits).Dispose();
        }
        else
        {
            Assert.Throws<PictureFormatException>(() => picture.Decode(limits));
        }
    }

    [Theory]
    [InlineData(HandMadePng.Grey, 1, 2)]
    [InlineData(HandMadePng.Grey, 2, 10)]
    [InlineData(HandMadePng.Grey, 4, 10)]
    [InlineData(HandMadePng.Grey, 8, 10)]
    [InlineData(HandMadePng.Grey, 16, 20)]
    [InlineData(HandMadePng.GreyAlpha, 8, 40)]
    [InlineData(HandMadePng.Colour, 8, 40)]
    [InlineData(HandMadePng.Colour, 16, 80)]
    [InlineData(HandMadePng.ColourAlpha, 8, 40)]
    [InlineData(HandMadePng.ColourAlpha, 16, 80)]
    public void A_PNG_that_is_only_passed_on_counts_as_what_Qt_makes_of_it(byte colour, byte depth, int bytes)
    {
        var png = HandMadePng.Make(5, 2, depth, colour, [new byte[40], new byte[40]]);
        byte[] segment = [0, 0, 0, 1, .. png];
        var (exact, less) = (new PictureLimits { MaxDecodedBytes = bytes }, new PictureLimits { MaxDecodedBytes = bytes - 1 });

        Assert.NotNull(QtPicture.FromEncoded(png, exact));
        Assert.NotNull(QtPicture.Read(segment, exact));
        Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(png, less));
        Assert.Throws<PictureFormatException>(() => QtPicture.Read(segment, less));
    }

    [Fact]
    public void A_large_grey_scan_is_passed_on()
    {
        var png = HandMadePng.Make(9933, 14043, 8, HandMadePng.Grey, [new byte[9933]]);

        Assert.Equal(14043, QtPicture.FromEncoded(png).Height);
        Assert.Equal(14043, QtPicture.Read([0, 0, 0, 1, .. png])!.Height);
    }

    [Fact]
    public void A_program_says_in_its_own_words_what_to_do()
    {
        var limits = new PictureLimits { MaxDecodedBytes = 10, MaxEncodedBytes = 1000, Remedy = "Buy more memory." };

        foreach (var file in new[] { HandMadePng.Small, Corpus.Gif.ToArray(), new byte[1001] })
        {
            var message = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(file, limits)).Message;
            Assert.EndsWith("Buy more memory.", message, StringComparison.Ordinal);
            Assert.DoesNotContain("PictureLimits", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_encoded_limit_counts_for_files_and_for_the_PNG_in_a_segment_but_not_for_the_segment()
    {
        var exact = new PictureLimits { MaxEncodedBytes = HandMadePng.Small.Length };
        var less = new PictureLimits { MaxEncodedBytes = HandMadePng.Small.Length - 1 };
        byte[] segment = [0, 0, 0, 1, .. HandMadePng.Small, .. new byte[1000]];
        Assert.NotNull(QtPicture.FromEncoded(HandMadePng.Small, exact));
        Assert.NotNull(QtPicture.Read(segment, exact));
        Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(HandMadePng.Small, less));
        Assert.Throws<PictureFormatException>(() => QtPicture.Read(segment, less));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 31)]
    public void A_limit_that_makes_no_sense_is_refused(long limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxDecodedBytes = limit });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxEncodedBytes = limit });
    }
}
