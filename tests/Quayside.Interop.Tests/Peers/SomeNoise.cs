// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using CsCheck;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests.Peers;

/// <summary>Pixels of noise in any format, and what has to arrive of them.</summary>
internal sealed record SomeNoise(string Format, int Width, int Height, int Gap, uint Seed)
{
    /// <summary>Gets noise of every format, in all kinds of sizes.</summary>
    public static Gen<SomeNoise> Any { get; } =
        from format in Gen.OneOf([.. PixelNoise.Formats])
        from size in Gen.OneOf(Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]), Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300]))
        from gap in Gen.Int[0, 9]
        from seed in Gen.UInt
        select new SomeNoise(format, size.Item1, size.Item2, gap, seed);

    /// <summary>Gets the bytes from row to row: any number, or one that Qt takes too, whose rows begin at multiples of four.</summary>
    public int Stride => ((Width * PixelNoise.BytesOf(Format)) + Gap + 3) & ~3;

    /// <summary>Gets the format in which nothing of these pixels is lost.</summary>
    public string TakenAs => Format == "Gray16" ? "Gray16" : "Bgra";

    /// <summary>Gets whether the PNG's pixels are these very ones, and not the outcome of a division that Qt rounds in its own way.</summary>
    public bool IsStraight => !Format.EndsWith("Premultiplied", StringComparison.Ordinal);

    /// <summary>Gets what <c>pixels-get</c> has to answer.</summary>
    public string Expected => $"{Width} {Height} {Wire.Show(SHA256.HashData(TakenPixels()))}";

    private byte[] TakenPixels()
    {
        var noise = PixelNoise.Make(Format, Stride, Height, Seed);
        var size = PixelNoise.BytesOf(Format);
        var taken = new byte[Width * Height * (TakenAs == "Gray16" ? 2 : 4)];
        var target = taken.AsSpan();
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                target = target[Take(noise.AsSpan((row * Stride) + (column * size), size), target)..];
            }
        }

        return taken;
    }

    private int Take(ReadOnlySpan<byte> pixel, Span<byte> target)
    {
        ReadOnlySpan<byte> taken = Format switch
        {
            "Gray16" => pixel,
            "Gray8" => [pixel[0], pixel[0], pixel[0], 255],
            "Rgb24" or "Rgbx" => [pixel[2], pixel[1], pixel[0], 255],
            "Bgrx" => [pixel[0], pixel[1], pixel[2], 255],
            "Bgra" => pixel,
            "Rgba" => [pixel[2], pixel[1], pixel[0], pixel[3]],
            "BgraPremultiplied" => [Divided(pixel[0], pixel[3]), Divided(pixel[1], pixel[3]), Divided(pixel[2], pixel[3]), pixel[3]],
            _ => [Divided(pixel[2], pixel[3]), Divided(pixel[1], pixel[3]), Divided(pixel[0], pixel[3]), pixel[3]],
        };
        taken.CopyTo(target);
        return taken.Length;
    }

    // To the nearest, halves up.
    private static byte Divided(int colour, int alpha) => alpha == 0 ? (byte)0 : (byte)(((2 * 255 * colour) + alpha) / (2 * alpha));
}
