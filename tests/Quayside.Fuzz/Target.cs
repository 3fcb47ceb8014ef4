// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using Quayside.Imaging.Tests;
using SkiaSharp;

namespace Quayside.Fuzz;

/// <summary>Reads bytes in every way in which a picture is read. An exception that leaves it is a fault.</summary>
internal static class Target
{
    private static readonly PictureLimits _limits = new() { MaxDecodedBytes = 1 << 20 };

    /// <summary>Reads a file, and the same behind the marker of Qt's stream; then both with right checksums, so that what is in it is believed.</summary>
    public static void Read(byte[] file)
    {
        ReadOnce(file);
        HandMadePng.RepairChecksums(file);
        ReadOnce(file);
    }

    private static void ReadOnce(byte[] file)
    {
        byte[] stream = [0, 0, 0, 1, .. file];
        OrRefused(() => QtPicture.FromEncoded(file, _limits).Decode());
        OrRefused(() => QtPicture.Read(stream, _limits)?.Compress(PictureCompression.Fast).Decode());
        OrRefused(() => QtPicture.ReadPixels(stream, _limits));
    }

    private static void OrRefused(Func<SKBitmap?> read)
    {
        try
        {
            read()?.Dispose();
        }
        catch (PictureFormatException)
        {
            // What the library may say of it.
        }
    }
}
