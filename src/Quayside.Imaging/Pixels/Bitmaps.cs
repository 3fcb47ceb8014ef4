// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Pixels;

/// <summary>Makes pictures in memory, and says so when there is not enough of it. Stateless.</summary>
internal static class Bitmaps
{
    /// <summary>Makes a picture without content.</summary>
    /// <exception cref="PictureFormatException">There is not enough memory for its pixels.</exception>
    public static SKBitmap Allocate(SKImageInfo info)
    {
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(info))
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw NoRoom(info);
    }

    /// <summary>Makes a picture whose content is whatever the memory holds: for who writes every pixel. Clearing takes as long as that.</summary>
    /// <exception cref="PictureFormatException">There is not enough memory for its pixels.</exception>
    public static SKBitmap AllocateUninitialized(SKImageInfo info)
    {
        var bitmap = new SKBitmap();
        var memory = SKData.Create(info.BytesSize64);
        if (memory is not null && bitmap.InstallPixels(info, memory.Data, info.RowBytes, static (_, data) => ((SKData)data).Dispose(), memory))
        {
            return bitmap;
        }

        memory?.Dispose();
        bitmap.Dispose();
        throw NoRoom(info);
    }

    private static PictureFormatException NoRoom(SKImageInfo info) => new(
        $"There is not enough memory for {info.Width} x {info.Height} pixels. Choose a smaller picture or end other programs.");
}
