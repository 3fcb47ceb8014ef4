// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using CsCheck;

namespace Quayside.Imaging.Tests;

/// <summary>Random pixels of any format, and what becomes of each, said as plainly as possible.</summary>
public sealed record SomePixels(PixelFormat Format, bool IsOpaque, int Width, int Height, int Stride, int Seed)
{
    /// <summary>Gets every format that a picture can have.</summary>
    public static IReadOnlyList<PixelFormat> Formats { get; } =
    [
        PixelFormat.Bgra, PixelFormat.BgraPremultiplied, PixelFormat.Rgba, PixelFormat.RgbaPremultiplied,
        PixelFormat.Rgb24, PixelFormat.Gray8, PixelFormat.Gray16,
    ];

    /// <summary>Gets pictures of any format and of all kinds of sizes, with gaps behind their rows.</summary>
    public static Gen<SomePixels> Any { get; } =
        from format in Gen.OneOf([.. Formats])
        from isOpaque in Gen.Bool
        from size in Gen.OneOf(
            Gen.Select(Gen.Int[1, 40], Gen.Int[1, 20]),
            Gen.Select(Gen.Int[1, 150], Gen.Int[1, 150]),
            Gen.Select(Gen.Int[16_000, 70_000], Gen.Int[1, 3]),
            Gen.Select(Gen.Int[1, 3], Gen.Int[1, 10_000]))
        from gap in Gen.Int[0, 9]
        from seed in Gen.Int
        select new SomePixels(format, isOpaque, size.Item1, size.Item2, (size.Item1 * BytesOf(format)) + gap, seed);

    /// <summary>Gets the pixels; what is in the gaps is noise too.</summary>
    public byte[] Bytes { get; } = Noise(Format, Stride, Height, Seed);

    public PixelView View => new(Bytes, Width, Height, Stride, Format, IsOpaque);

    /// <summary>Gets the bytes of a row of the PNG that this becomes, as the PNG specification puts them.</summary>
    public byte[] RowOfPng(int row)
    {
        var size = BytesOf(Format);
        return [.. Enumerable.Range(0, Width).SelectMany(column => PixelOfPng(Bytes.AsSpan((row * Stride) + (column * size), size).ToArray()))];
    }

    /// <summary>Gets the bytes of a row as <see cref="QtPicture.Decode"/> has to give them.</summary>
    public byte[] RowOfBitmap(int row)
    {
        var png = RowOfPng(row);
        return Format switch
        {
            PixelFormat.Gray16 => [.. png.Chunk(2).SelectMany(grey => Enumerable.Repeat(new[] { grey[1], grey[0] }, 3).Append([255, 255])).SelectMany(x => x)],
            PixelFormat.Gray8 => [.. png.SelectMany(grey => new[] { grey, grey, grey, byte.MaxValue })],
            _ when png.Length == 3 * Width => [.. png.Chunk(3).SelectMany(colour => colour.Append(byte.MaxValue))],
            _ => png,
        };
    }

    /// <summary>Divides a colour by its alpha: to the nearest, halves up.</summary>
    public static byte Divided(int colour, int alpha) => alpha == 0 ? (byte)0 : (byte)Math.Min(255, ((2 * 255 * colour) + alpha) / (2 * alpha));

    public static int BytesOf(PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Gray16 => 2,
        PixelFormat.Rgb24 => 3,
        _ => 4,
    };

    private byte[] PixelOfPng(byte[] pixel)
    {
        byte[] rgba = Format switch
        {
            PixelFormat.Bgra => [pixel[2], pixel[1], pixel[0], pixel[3]],
            PixelFormat.BgraPremultiplied when IsOpaque => [pixel[2], pixel[1], pixel[0], pixel[3]],
            PixelFormat.BgraPremultiplied =>
                [Divided(pixel[2], pixel[3]), Divided(pixel[1], pixel[3]), Divided(pixel[0], pixel[3]), pixel[3]],
            PixelFormat.RgbaPremultiplied when !IsOpaque =>
                [Divided(pixel[0], pixel[3]), Divided(pixel[1], pixel[3]), Divided(pixel[2], pixel[3]), pixel[3]],
            PixelFormat.Gray16 => BigEndian(BitConverter.ToUInt16(pixel)),
            _ => pixel,
        };
        return IsOpaque && rgba.Length == 4 ? rgba[..3] : rgba;
    }

    private static byte[] BigEndian(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Noise(PixelFormat format, int stride, int height, int seed)
    {
        var bytes = new byte[stride * height];
        new Random(seed).NextBytes(bytes);
        if (format is PixelFormat.BgraPremultiplied or PixelFormat.RgbaPremultiplied)
        {
            // Full and no alpha come often, and colours are no more than their alpha, save for a few that nobody should have made.
            for (var i = 0; i + 4 <= bytes.Length; i += 4)
            {
                bytes[i + 3] = (i / 4 % 5) switch { 0 => 0, 1 => 255, _ => bytes[i + 3] };
                for (var colour = i; colour < i + 3 && i % 11 != 0; colour++)
                {
                    bytes[colour] = (byte)(bytes[colour] * bytes[i + 3] / 255);
                }
            }
        }

        return bytes;
    }
}
