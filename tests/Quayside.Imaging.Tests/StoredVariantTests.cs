// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>
/// Stored pixels as others may write them, and damaged ones: whether we read them ourselves or leave them to the codec, what comes of it is what
/// the codec makes of it.
/// </summary>
public sealed class StoredVariantTests
{
    private const int Width = 3;
    private const int Height = 4;
    private const int RowLength = 1 + (3 * Width);

    private static readonly byte[] _rows = [.. Enumerable.Range(0, Height).SelectMany(y => Enumerable.Range(0, RowLength).Select(
        x => x == 0 ? (byte)0 : (byte)((y * 50) + (x * 7))))];

    private static readonly byte[] _zlib = HandMadeZlib.Store(_rows);

    public static TheoryData<string, byte[]> Variants()
    {
        var data = new TheoryData<string, byte[]>
        {
            { "one block", Png(_zlib) },
            { "a block for each byte", Png(HandMadeZlib.Store(_rows, [.. Enumerable.Repeat(1, _rows.Length - 1)])) },
            { "blocks cut in pixels", Png(HandMadeZlib.Store(_rows, 2, 3, 5, 7, 11)) },
            { "blocks cut behind filters", Png(HandMadeZlib.Store(_rows, 1, RowLength, RowLength)) },
            { "empty blocks", Png(HandMadeZlib.Store(_rows, 0, 5, 0, 0, 6, 0)) },
            { "an empty last block", Png(HandMadeZlib.Store(_rows, _rows.Length)) },
            { "empty chunks before, between and behind", Png([], _zlib[..2], [], [], _zlib[2..], []) },
            { "chunks cut between block and checksum", Png(_zlib[..^4], _zlib[^4..]) },
            { "chunks cut in the zlib header", Png(_zlib[..1], _zlib[1..]) },
            { "chunks cut in the checksum", Png(_zlib[..^2], _zlib[^2..]) },
            { "chunks cut in a block", Png(_zlib[..20], _zlib[20..]) },
            { "trailing bytes", [.. Png(_zlib), 1, 2, 3] },
            { "no checksum behind IEND", Png(_zlib)[..^4] },
            { "cut in IEND", Png(_zlib)[..^5] },
            { "no IEND", Png(_zlib)[..^12] },
            { "a window of 256 bytes", Png([0x08, 0x1D, .. _zlib[2..]]) },
            { "another level", Png([0x78, 0xDA, .. _zlib[2..]]) },
            { "a zlib header of another method", Png([0x77, 0x05, .. _zlib[2..]]) },
            { "a zlib header with a dictionary", Png([0x78, 0x20, .. _zlib[2..]]) },
            { "a zlib header with a wrong check", Png([0x78, 0x02, .. _zlib[2..]]) },
            { "padding that is not zero in a block's header", Png(With(_zlib, 2, 0xF9)) },
            { "a block of fixed codes", Png(With(_zlib, 2, 3)) },
            { "a block of a kind that does not exist", Png(With(_zlib, 2, 7)) },
            { "a wrong complement of a length", Png(With(_zlib, 5, 0)) },
            { "no last block", Png(With(_zlib, 2, 0)) },
            { "a last block too early", Png(With(HandMadeZlib.Store(_rows, 11), 2, 1)) },
            { "a block longer than its chunk", Png(_zlib[..^8]) },
            { "a wrong zlib checksum", Png(With(_zlib, _zlib.Length - 1, (byte)(_zlib[^1] ^ 1))) },
            { "no zlib checksum", Png(_zlib[..^4]) },
            { "bytes behind the zlib checksum", Png([.. _zlib, 9]) },
            { "a row more than there should be", Png(HandMadeZlib.Store([.. _rows, .. _rows[..RowLength]])) },
            { "a row less", Png(HandMadeZlib.Store(_rows[..^RowLength])) },
            { "a byte more", Png(HandMadeZlib.Store([.. _rows, 0])) },
            { "a byte less", Png(HandMadeZlib.Store(_rows[..^1])) },
            { "no rows", Png(HandMadeZlib.Store([])) },
            { "a palette that is not used", Png(HandMadePng.Chunk("PLTE", [1, 2, 3]), _zlib) },
            { "a colour that is transparent", Png(HandMadePng.Chunk("tRNS", [0, 7, 0, 14, 0, 21]), _zlib) },
            { "a chunk behind the pixels", [.. Png(_zlib)[..^12], .. HandMadePng.Chunk("tEXt", [.. "a\0b"u8]), .. HandMadePng.End] },
            { "interlaced", [.. HandMadePng.Signature, .. HandMadePng.Header(1, 1, 8, 2, interlace: 1), .. Idat(HandMadeZlib.Store([0, 1, 2, 3])), .. HandMadePng.End] },
            { "a header with a wrong checksum", With(Png(_zlib), 29, 0) },
            { "a chunk with a wrong checksum", With(Png(_zlib), 60, 0xAB) },
        };
        for (byte filter = 1; filter < 6; filter++)
        {
            data.Add($"filter {filter} in the second row", Png(HandMadeZlib.Store(With(_rows, RowLength, filter))));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void What_comes_of_it_is_what_the_codec_makes_of_it(string variant, byte[] png)
    {
        Assert.NotEmpty(variant);
        var expected = Outcome(() => StoredTests.ByCodec(png));
        Assert.Equal(expected, Outcome(() => QtPicture.ReadPixels([0, 0, 0, 1, .. png])!));
        Assert.Equal(expected, Outcome(() => QtPicture.Read([0, 0, 0, 1, .. png])!.Decode()));
        Assert.Equal(expected, Outcome(() => QtPicture.FromEncoded(png).Compress().Decode()));
    }

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(16, 0, 2)]
    [InlineData(8, 2, 3)]
    [InlineData(8, 4, 2)]
    [InlineData(8, 6, 4)]
    [InlineData(16, 2, 6)]
    [InlineData(16, 4, 4)]
    [InlineData(16, 6, 8)]
    [InlineData(4, 0, 1)]
    public void Every_kind_of_pixel(byte depth, byte colour, int bytesPerPixel)
    {
        // Two pixels a byte where there are four bits to one.
        var rowLength = depth == 4 ? 2 : Width * bytesPerPixel;
        byte[] rows = [.. Enumerable.Range(0, Height).SelectMany(y => Enumerable.Range(0, rowLength).Select(x => (byte)(((y * 71) + (x * 23)) & 255)).Prepend((byte)0))];
        byte[] png =
        [
            .. HandMadePng.Signature, .. HandMadePng.Header(Width, Height, depth, colour), .. Idat(HandMadeZlib.Store(rows)), .. HandMadePng.End,
        ];
        Assert.Equal(Outcome(() => StoredTests.ByCodec(png)), Outcome(() => QtPicture.ReadPixels([0, 0, 0, 1, .. png])!));
    }

    [Fact]
    public void Damage_in_any_byte_of_a_picture_of_several_bands_is_found()
    {
        var pixels = new SomePixels(PixelFormat.Rgba, IsOpaque: false, 500, 600, 2000, Seed: 3);
        var stream = new byte[QtPicture.StoredSize(pixels.View)];
        QtPicture.WriteStored(pixels.View, stream);
        var random = new Random(8);
        for (var round = 0; round < 200; round++)
        {
            var at = random.Next(4, stream.Length - 4);
            stream[at] ^= 4;
            Assert.Throws<PictureFormatException>(() => QtPicture.ReadPixels(stream));
            stream[at] ^= 4;
        }

        QtPicture.ReadPixels(stream)!.Dispose();
    }

    private static byte[] Png(params byte[][] idats) =>
    [
        .. HandMadePng.Signature, .. HandMadePng.Header(Width, Height, 8, HandMadePng.Colour),
        .. idats.SelectMany(data => IsChunk(data) ? data : Idat(data)), .. HandMadePng.End,
    ];

    private static bool IsChunk(byte[] data) => data.Length > 8 && data[4..8].All(letter => char.IsAsciiLetter((char)letter));

    private static byte[] Idat(byte[] data) => HandMadePng.Chunk("IDAT", data);

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at] = value;
        return changed;
    }

    // The size, the kind and all bytes of the pixels; or that there are none.
    private static string Outcome(Func<SKBitmap> decode)
    {
        try
        {
            using var bitmap = decode();
            return $"{bitmap.Width} x {bitmap.Height} {bitmap.ColorType} {bitmap.AlphaType} {Convert.ToHexString(bitmap.GetPixelSpan())}";
        }
        catch (PictureFormatException)
        {
            return "refused";
        }
    }
}
