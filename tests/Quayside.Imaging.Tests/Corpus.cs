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
        // LZW with two bits a pixel; a clear code (4) before each pair keeps every code at three bits.
        int[] codes = [4, pixels[0], pixels[1], 4, pixels[2], pixels[3], 5];
        var bits = codes.Select((code, i) => code << (3 * i)).Sum();
        return [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, (byte)(bits & 0xFF), (byte)((bits >> 8) & 0xFF), (byte)(bits >> 16), 0];
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
