// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using Quayside.Imaging;
using SkiaSharp;

namespace Quayside.TestPeer;

/// <summary>Publishes pixels and takes them, without a file on either side.</summary>
internal static class PixelCommands
{
    /// <summary>Publishes noise: key, format, width, height, stride, seed, and how small.</summary>
    public static bool Put(PeerMemory memory, string[] words)
    {
        memory.SetKey(Wire.Text(words[0]));
        memory.Detach();

        var (format, width, height, stride) = (words[1], (int)Wire.Number(words[2]), (int)Wire.Number(words[3]), (int)Wire.Number(words[4]));
        var noise = PixelNoise.Make(format, stride, height, (uint)Wire.Number(words[5]));
        var pixels = new PixelView(noise, width, height, stride, PixelNoise.FormatOf(format), PixelNoise.IsOpaque(format));
        var compression = words.Length > 6 ? Enum.Parse<PictureCompression>(words[6]) : PictureCompression.Stored;
        var smaller = compression == PictureCompression.Stored ? null : QtPicture.FromPixels(pixels, compression);
        if (!memory.Create(smaller?.StreamSize ?? QtPicture.StoredSize(pixels), SharedMemoryAccess.ReadWrite))
        {
            return false;
        }

        memory.Lock();
        _ = smaller is null ? QtPicture.WriteStored(pixels, memory.Data) : smaller.WriteTo(memory.Data);
        memory.Unlock();
        return true;
    }

    /// <summary>Takes a picture and answers its size and the checksum of its pixels.</summary>
    /// <param name="memory">Where.</param>
    /// <param name="format">Bgra or Gray16.</param>
    public static string Get(PeerMemory memory, string format)
    {
        if (!memory.Attach(SharedMemoryAccess.ReadOnly))
        {
            return Wire.Show(false);
        }

        memory.Lock();
        using var pixels = QtPicture.ReadPixels(memory.ConstData);
        memory.Unlock();
        memory.Detach();
        return pixels is null
            ? "null"
            : $"{Wire.Show(pixels.Width)} {Wire.Show(pixels.Height)} {Wire.Show(format == "Gray16" ? ChecksumOfGrey(pixels) : ChecksumOfColour(pixels))}";
    }

    private static byte[] ChecksumOfColour(SKBitmap bitmap)
    {
        using var straight = PictureCommands.Straight(bitmap);
        return SHA256.HashData(straight.GetPixelSpan());
    }

    private static byte[] ChecksumOfGrey(SKBitmap bitmap)
    {
        // Eight bytes a pixel, of which the first two are the grey.
        var colours = bitmap.ColorType == SKColorType.Rgba16161616 ? bitmap.GetPixelSpan() : throw new InvalidOperationException($"{bitmap.ColorType}");
        var grey = new byte[colours.Length / 4];
        for (var i = 0; i < grey.Length; i += 2)
        {
            colours.Slice(4 * i, 2).CopyTo(grey.AsSpan(i));
        }

        return SHA256.HashData(grey);
    }
}
