// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using SkiaSharp;

namespace Quayside.Snippets;

internal static class Pictures
{
    public static void Give(SKBitmap bitmap)
    {
        var size = QtPicture.StoredSize(PixelView.Of(bitmap));
        using var memory = SharedMemory.Publish("share", size, segment => QtPicture.WriteStored(PixelView.Of(bitmap), segment));
    }

    public static void Take()
    {
        using var memory = SharedMemory.Attach("share", SharedMemoryAccess.ReadOnly);
        using var held = memory.Lock();
        using var pixels = QtPicture.ReadPixels(held.ReadOnlySpan);
    }

    public static void Keep(ReadOnlySpan<byte> segment)
    {
        var picture = QtPicture.Read(segment)!;
        File.WriteAllBytes("picture.png", picture.Compress().Png.Span);
    }
}
