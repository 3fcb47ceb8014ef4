// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

/// <summary>Looks at a picture's pixels.</summary>
internal static class Decoded
{
    /// <summary>Gets the pixels' bytes as red, green, blue, alpha.</summary>
    public static byte[] Rgba(QtPicture picture)
    {
        using var bitmap = picture.Decode();
        Assert.Equal(SKColorType.Rgba8888, bitmap.ColorType);
        Assert.Equal((picture.Width, picture.Height), (bitmap.Width, bitmap.Height));
        return bitmap.GetPixelSpan().ToArray();
    }

    /// <summary>Decodes what may be damaged: the outcome is a picture or the documented exception.</summary>
    public static void OrRefused(Func<QtPicture?> make) => OrRefused(() => make()?.Decode());

    /// <summary>Reads what may be damaged: the outcome is pixels or the documented exception.</summary>
    public static void OrRefused(Func<SKBitmap?> read)
    {
        try
        {
            read()?.Dispose();
        }
        catch (PictureFormatException e)
        {
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
