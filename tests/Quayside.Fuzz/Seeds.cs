// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Imaging;
using Quayside.Imaging.Tests;

namespace Quayside.Fuzz;

/// <summary>Small pictures of every kind.</summary>
internal static class Seeds
{
    /// <summary>Writes them, one in a file.</summary>
    public static void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        byte[][] files =
        [
            Stored(PixelFormat.Rgb24, 3), Stored(PixelFormat.Rgba, 4), Stored(PixelFormat.Gray8, 1), Stored(PixelFormat.Gray16, 2),
            HandMadePng.Small, Corpus.Palette, Corpus.Sixteen, Corpus.Interlaced, Corpus.ManyChunks,
            Corpus.Gif, Corpus.Bmp, Corpus.WebP, Corpus.Jpeg(6),
        ];
        foreach (var (number, file) in files.Index())
        {
            File.WriteAllBytes(Path.Combine(directory, number.ToString("00", CultureInfo.InvariantCulture)), file);
        }
    }

    private static byte[] Stored(PixelFormat format, int bytesPerPixel)
    {
        var pixels = Enumerable.Range(0, 4 * 4 * bytesPerPixel).Select(i => (byte)(i * 37 % 256)).ToArray();
        return QtPicture.FromPixels(new PixelView(pixels, 4, 4, 4 * bytesPerPixel, format), PictureCompression.Stored).Png.ToArray();
    }
}
