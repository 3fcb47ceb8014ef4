// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Frames;
using SkiaSharp;

namespace Quayside.Imaging;

/// <summary>Frames as pictures: to look at them with Skia, and to encode them.</summary>
/// <remarks>Stateless, so safe for use by several threads; a frame that is encoded stays open and is disposed by its owner.</remarks>
public static class FrameImages
{
    private const int QualityOfJpeg = 80;

    /// <summary>Gets a frame as an image.</summary>
    /// <param name="frame">An open frame.</param>
    /// <returns>
    /// <para>
    /// An image over the frame's own memory, without a copy, for the formats that Skia knows (<see cref="PixelFormat.Bgra"/>,
    /// <see cref="PixelFormat.Rgba"/>, both also premultiplied, <see cref="PixelFormat.Gray8"/>) with a stride of whole pixels. It shows this frame
    /// until the frame is disposed, later frames after that, and black when the reader has left; it can be looked at for as long as it lives.
    /// </para>
    /// <para>
    /// For the others an image of its own in RGBA: 16 bits of grey rounded to 8; <see cref="PixelFormat.Nv12"/> and <see cref="PixelFormat.Yuy2"/>
    /// by ITU-R BT.601 with limited range (luma 16 to 235), each pair or square of pixels with the one colour that they share.
    /// </para>
    /// <para>The caller disposes it. No colour space is noted: frames have none.</para>
    /// </returns>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public static SKImage ToImage(this Frame frame)
    {
        if (FrameSurface.InfoOf(frame.Shape) is not { } info)
        {
            return FrameConversion.ToRgba(frame);
        }

        // The frame travels with the image: as long as that lives, it keeps the mapping from being unmapped.
        using var pixels = new SKPixmap(info, frame.DangerousGetAddress(), frame.Shape.Stride);
        return SKImage.FromPixels(pixels, static (_, _) => { }, frame)
            ?? throw new InvalidOperationException($"Skia did not take pixels of {frame.Shape}.");
    }

    /// <summary>Encodes a frame as PNG.</summary>
    /// <param name="frame">An open frame; it is looked at in place where <see cref="ToImage"/> does so.</param>
    /// <param name="destination">Where the PNG goes.</param>
    /// <exception cref="IOException">The stream does not take it.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public static void EncodePng(this Frame frame, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var image = frame.ToImage();
        using var pixels = image.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, zLibLevel: 1)) ?? throw NotEncoded(frame.Shape);
        png.SaveTo(destination);
    }

    /// <summary>Encodes a frame as JPEG; what is transparent is blended with black.</summary>
    /// <param name="frame">An open frame; it is looked at in place where <see cref="ToImage"/> does so.</param>
    /// <param name="destination">Where the JPEG goes.</param>
    /// <param name="quality">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is none.</exception>
    /// <exception cref="ArgumentException">The frame has a side of more than 65 535 pixels, which no JPEG can have.</exception>
    /// <exception cref="IOException">The stream does not take it.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public static void EncodeJpeg(this Frame frame, Stream destination, int quality = QualityOfJpeg)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CheckQuality(quality);
        using var jpeg = ToJpeg(frame, quality);
        jpeg.SaveTo(destination);
    }

    /// <summary>Encodes a frame as JPEG into memory of Skia's. The caller disposes it.</summary>
    /// <inheritdoc cref="EncodeJpeg" path="/exception"/>
    internal static SKData ToJpeg(Frame frame, int quality)
    {
        var shape = frame.Shape;
        if (shape.Width > ushort.MaxValue || shape.Height > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"A frame of {shape.Width} x {shape.Height} pixels is too large for a JPEG, whose sides have at most {ushort.MaxValue}. Encode it as PNG.",
                nameof(frame));
        }

        using var image = frame.ToImage();
        using var pixels = image.PeekPixels();
        return pixels.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.BlendOnBlack))
            ?? throw NotEncoded(shape);
    }

    /// <summary>Refuses what is no quality of a JPEG.</summary>
    internal static void CheckQuality(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
    }

    private static InvalidOperationException NotEncoded(in FrameShape shape) => new($"Skia did not encode pixels of {shape}.");
}
