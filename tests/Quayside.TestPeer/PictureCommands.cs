// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using SkiaSharp;

namespace Quayside.TestPeer;

/// <summary>What a program of the picture story does, step by step as the Qt peer does it.</summary>
internal static class PictureCommands
{
    public static bool Put(PeerMemory memory, string? key, string file)
    {
        memory.SetKey(key);
        memory.Detach();

        var picture = QtPicture.Load(file);
        if (!memory.Create(picture.StreamSize, SharedMemoryAccess.ReadWrite))
        {
            return false;
        }

        memory.Lock();
        picture.WriteTo(memory.Data);
        memory.Unlock();
        return true;
    }

    public static string Get(PeerMemory memory, string outFile)
    {
        if (!memory.Attach(SharedMemoryAccess.ReadOnly))
        {
            return Wire.Show(false);
        }

        memory.Lock();
        var picture = QtPicture.Read(memory.ConstData);
        memory.Unlock();
        memory.Detach();
        if (picture is null)
        {
            return "null";
        }

        using var pixels = picture.Decode();
        using var straight = Straight(pixels);
        using var file = new BinaryWriter(File.Create(outFile));
        file.Write(straight.Width);
        file.Write(straight.Height);
        file.Write(straight.GetPixelSpan());
        return $"{Wire.Show(straight.Width)} {Wire.Show(straight.Height)}";
    }

    /// <summary>Gets the pixels as blue, green, red and straight alpha.</summary>
    public static SKBitmap Straight(SKBitmap bitmap)
    {
        var converted = new SKBitmap(new SKImageInfo(bitmap.Width, bitmap.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        using var pixels = bitmap.PeekPixels();
        return pixels.ReadPixels(converted.Info, converted.GetPixels(), converted.RowBytes)
            ? converted
            : throw new InvalidOperationException("the pixels cannot be converted");
    }
}
