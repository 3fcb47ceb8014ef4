// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Benchmarks.Operations;

/// <summary>A picture that compresses like a photo: gradients with four bits of noise, opaque, and the same in every run.</summary>
public sealed class SamplePicture : IDisposable
{
    private const int BytesPerPixel = 4;
    private const byte Noise = 0x0F;

    /// <summary>Paints it.</summary>
    public SamplePicture(int width, int height)
    {
        Pixels = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Paint(Pixels.GetPixelSpan(), width, height);
    }

    /// <summary>Gets the pixels: red, green, blue, 255.</summary>
    public SKBitmap Pixels { get; }

    /// <summary>Gets the same picture as a PNG, compressed as programs usually do it.</summary>
    public byte[] Png => field ??= Encode();

    /// <summary>Paints the pixels somewhere: red, green, blue, 255, row after row.</summary>
    public static void Paint(Span<byte> target, int width, int height)
    {
        uint state = 1;
        for (var y = 0; y < height; y++)
        {
            var row = target.Slice(y * width * BytesPerPixel, width * BytesPerPixel);
            for (var x = 0; x < width; x++)
            {
                // Numerical Recipes' generator: the noise must be the same everywhere, not good.
                state = unchecked((state * 1664525) + 1013904223);
                var pixel = row.Slice(x * BytesPerPixel, BytesPerPixel);
                pixel[0] = WithNoise(x * 255 / width, state >> 28);
                pixel[1] = WithNoise(y * 255 / height, state >> 24);
                pixel[2] = WithNoise((x + y) * 255 / (width + height), state >> 20);
                pixel[3] = byte.MaxValue;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Pixels.Dispose();

    private byte[] Encode()
    {
        using var png = Pixels.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }

    private static byte WithNoise(int gradient, uint noise) => (byte)((gradient & ~Noise) | (int)(noise & Noise));
}
