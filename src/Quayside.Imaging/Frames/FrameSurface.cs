// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging;

/// <summary>Drafts of frames as bitmaps and canvases: what is drawn with Skia is drawn where readers will look at it.</summary>
/// <remarks>
/// As with the draft's spans: whoever draws after the draft was published or disposed draws in what readers look at. The memory itself stays
/// mapped for as long as the bitmap or canvas lives, so this never ends the process.
/// </remarks>
public static class FrameSurface
{
    /// <summary>Gets a draft as a bitmap over the draft's own memory.</summary>
    /// <param name="draft">An open draft; its pixels are at first whatever an earlier frame left.</param>
    /// <returns>The bitmap. The caller disposes it, before the draft is published.</returns>
    /// <exception cref="ArgumentException">Skia has no such pixels, or the stride is not one of whole pixels.</exception>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public static SKBitmap ToBitmap(this FrameDraft draft)
    {
        var shape = draft.Shape;
        if (InfoOf(shape) is not { } info)
        {
            throw new ArgumentException(
                $"Skia cannot draw in {shape}. Borrow a draft in Bgra, Rgba (plain or premultiplied) or Gray8 with a stride of whole pixels.", nameof(draft));
        }

        // The draft travels with the pixels: as long as somebody has them, it keeps the mapping from being unmapped.
        var bitmap = new SKBitmap();
        if (bitmap.InstallPixels(info, draft.DangerousGetAddress(), shape.Stride, static (_, _) => { }, draft))
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw new InvalidOperationException($"Skia did not take pixels of {shape}.");
    }

    /// <summary>Gets a canvas that draws in the draft's own memory.</summary>
    /// <param name="draft">An open draft; its pixels are at first whatever an earlier frame left, so begin with <see cref="SKCanvas.Clear()"/>.</param>
    /// <returns>The canvas. The caller disposes it, before the draft is published.</returns>
    /// <exception cref="ArgumentException">
    /// Skia does not draw in such pixels: those with straight alpha, and those of which <see cref="ToBitmap"/> makes no bitmap.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public static SKCanvas ToCanvas(this FrameDraft draft)
    {
        // Blending is defined on colours that are multiplied by alpha; Skia's documentation leaves the other case open.
        if (draft.Shape.Format is PixelFormat.Bgra or PixelFormat.Rgba)
        {
            throw new ArgumentException(
                $"Skia does not draw in pixels with straight alpha ({draft.Shape.Format}). Borrow a draft in BgraPremultiplied or RgbaPremultiplied.", nameof(draft));
        }

        using var bitmap = draft.ToBitmap();
        return new SKCanvas(bitmap);
    }

    /// <summary>Gets how Skia calls such pixels; null where it knows none of the kind.</summary>
    internal static SKImageInfo? InfoOf(in FrameShape shape)
    {
        (SKColorType Colour, SKAlphaType Alpha)? type = shape.Format switch
        {
            PixelFormat.Bgra => (SKColorType.Bgra8888, SKAlphaType.Unpremul),
            PixelFormat.BgraPremultiplied => (SKColorType.Bgra8888, SKAlphaType.Premul),
            PixelFormat.Rgba => (SKColorType.Rgba8888, SKAlphaType.Unpremul),
            PixelFormat.RgbaPremultiplied => (SKColorType.Rgba8888, SKAlphaType.Premul),
            PixelFormat.Gray8 => (SKColorType.Gray8, SKAlphaType.Opaque),
            _ => null,
        };
        return type is { } known && new SKImageInfo(shape.Width, shape.Height, known.Colour, known.Alpha) is var info
            && shape.Stride % info.BytesPerPixel == 0
            ? info
            : null;
    }
}
