// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>Small pictures in the formats that are no PNG. Colours are written R, G, B, W: red, green, blue, white.</summary>
internal static class Corpus
{
    private static readonly byte[] _gifPalette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

    /// <summary>Gets a GIF of two frames: RG over B and a transparent pixel, then WWWW.</summary>
    public static byte[] Gif { get; } =
    [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x91, 0, 0, .. _gifPalette,
        0x21, 0xF9, 4, 0x01, 0, 0, 3, 0, .. GifFrame(0, 1, 2, 3),
        0x21, 0xF9, 4, 0x00, 0, 0, 0, 0, .. GifFrame(3, 3, 3, 3),
        0x3B,
    ];

    /// <summary>Gets a BMP of 24 bits, bottom row first: RG over BW.</summary>
    public static byte[] Bmp { get; } = MakeBmp(2, 2, [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]);

    /// <summary>Gets a lossless WebP of one row: red, half green, faint blue.</summary>
    public static byte[] WebP { get; } = MakeWebP();

    /// <summary>Gets a GIF on a canvas of 3 x 4 with one interlaced frame of 2 x 4 and a palette of its own, one pixel from the left: RG, BW, WB, GR.</summary>
    public static byte[] GifInterlaced { get; } =
    [
        .. "GIF89a"u8, 3, 0, 4, 0, 0x91, 0, 0, .. new byte[12],
        0x2C, 1, 0, 0, 0, 2, 0, 4, 0, 0xC1, .. _gifPalette, 2, .. GifPixels(0, 1, 3, 2, 2, 3, 1, 0), 0x3B,
    ];

    /// <summary>Gets an animated WebP: the picture of <see cref="WebP"/>, then one that is white.</summary>
    public static byte[] WebPAnimated { get; } = MakeAnimatedWebP();

    /// <summary>Gets a lossy WebP of 16 x 16 grey pixels.</summary>
    public static byte[] WebPLossy { get; } = MakeWebPLossy();

    /// <summary>Gets a JPEG of 8 x 8 grey pixels with one channel.</summary>
    public static byte[] JpegGrey { get; } = MakeJpegGrey();

    /// <summary>Gets a PNG with a palette of two colours, four bits a pixel, the first colour faint.</summary>
    public static byte[] Palette { get; } = HandMadePng.Make(
        2, 1, 4, HandMadePng.Palette, [[0x01]], HandMadePng.Chunk("PLTE", [1, 2, 3, 4, 5, 6]), HandMadePng.Chunk("tRNS", [9]));

    /// <summary>Gets a PNG of 2 x 1 with alpha and 16 bits a channel.</summary>
    public static byte[] Sixteen { get; } = HandMadePng.Make(
        2, 1, 16, HandMadePng.ColourAlpha, [[0xFF, 0xFF, 0x80, 0x80, 0, 0, 0xFF, 0xFF, 0x11, 0x11, 0x22, 0x22, 0x33, 0x33, 0x44, 0x44]]);

    /// <summary>Gets an interlaced PNG of 3 x 3 grey pixels, 1 to 9: passes 1, 4 to 7 have pixels.</summary>
    public static byte[] Interlaced { get; } =
    [
        .. HandMadePng.Signature, .. HandMadePng.Header(3, 3, 8, HandMadePng.Grey, interlace: 1),
        .. HandMadePng.Pixels([1], [3], [7, 9], [2], [8], [4, 5, 6]), .. HandMadePng.End,
    ];

    /// <summary>Gets a PNG of 2 x 2 grey pixels, 10, 20, 30, 50, whose rows are filtered: Sub, Paeth.</summary>
    public static byte[] Filtered { get; } =
    [
        .. HandMadePng.Signature, .. HandMadePng.Header(2, 2, 8, HandMadePng.Grey),
        .. HandMadePng.Chunk("IDAT", HandMadeZlib.Store([1, 10, 10, 4, 20, 20])), .. HandMadePng.End,
    ];

    /// <summary>Gets a PNG of stored grey pixels, 3 x 3, 1 to 9, a chunk to each row and empty ones between.</summary>
    public static byte[] ManyChunks { get; } = MakeManyChunks();

    public static byte[] MakeBmp(int width, int height, byte[] rows)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2), header.Length + rows.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), 24);
        return [.. header, .. rows];
    }

    /// <summary>Makes a JPEG of 48 x 32 pixels, RG over BW, whose EXIF data says how it is stored.</summary>
    public static byte[] Jpeg(int orientation)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(48, 32, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                bitmap.SetPixel(x, y, (x < 24, y < 16) switch
                {
                    (true, true) => SKColors.Red,
                    (false, true) => SKColors.Lime,
                    (true, false) => SKColors.Blue,
                    _ => SKColors.White,
                });
            }
        }

        using var pixels = bitmap.PeekPixels();
        using var jpeg = pixels!.Encode(
            new SKJpegEncoderOptions(100, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore));
        var bytes = jpeg!.ToArray();
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. bytes[..2], .. exif, .. bytes[2..]];
    }

    private static byte[] GifFrame(params int[] pixels)
    {
        return [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, .. GifPixels(pixels)];
    }

    private static byte[] GifPixels(params int[] pixels)
    {
        // LZW with two bits a pixel; a clear code (4) before each pair keeps every code at three bits.
        var codes = pixels.Chunk(2).SelectMany(pair => pair.Prepend(4)).Append(5);
        var bits = codes.Select((code, i) => (long)code << (3 * i)).Sum();
        byte[] bytes = [.. BitConverter.GetBytes(bits)[..(((3 * codes.Count()) + 7) / 8)]];
        return [(byte)bytes.Length, .. bytes, 0];
    }

    private static byte[] MakeManyChunks()
    {
        var zlib = HandMadeZlib.Store([0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9], 4, 4);
        byte[] Idat(Range range) => HandMadePng.Chunk("IDAT", zlib[range]);
        return
        [
            .. HandMadePng.Signature, .. HandMadePng.Header(3, 3, 8, HandMadePng.Grey),
            .. Idat(..2), .. Idat(2..11), .. Idat(11..11), .. Idat(11..20), .. Idat(20..29), .. Idat(29..), .. HandMadePng.End,
        ];
    }

    private static byte[] MakeAnimatedWebP()
    {
        byte[] Riff(string type, byte[] data) =>
            [.. System.Text.Encoding.Latin1.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[data.Length % 2]];
        byte[] Frame(byte[] webp) => Riff("ANMF", [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 100, 0, 0, 2, .. webp[12..]]);
        byte[] body =
        [
            .. "WEBP"u8, .. Riff("VP8X", [0x12, 0, 0, 0, 2, 0, 0, 0, 0, 0]), .. Riff("ANIM", new byte[6]),
            .. Frame(MakeWebP()), .. Frame(MakeWebP()),
        ];
        return Riff("RIFF", body);
    }

    private static byte[] MakeWebPLossy()
    {
        using var bitmap = GreySquare(16);
        using var pixels = bitmap.PeekPixels();
        using var webp = pixels!.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, 90));
        return webp!.ToArray();
    }

    private static byte[] MakeJpegGrey()
    {
        using var bitmap = GreySquare(8);
        using var grey = bitmap.Copy(SKColorType.Gray8);
        using var pixels = grey.PeekPixels();
        using var jpeg = pixels!.Encode(new SKJpegEncoderOptions(100, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore));
        return jpeg!.ToArray();
    }

    private static SKBitmap GreySquare(int size)
    {
        var bitmap = new SKBitmap(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(100, 100, 100));
        return bitmap;
    }

    private static byte[] MakeWebP()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(3, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        byte[] rgba = [255, 0, 0, 255, 0, 255, 0, 128, 10, 20, 250, 3];
        rgba.CopyTo(bitmap.GetPixelSpan());
        using var pixels = bitmap.PeekPixels();
        using var webp = pixels!.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100));
        return webp!.ToArray();
    }
}
