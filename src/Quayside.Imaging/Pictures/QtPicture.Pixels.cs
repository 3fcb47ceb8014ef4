// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Codec;
using Quayside.Imaging.Png;
using SkiaSharp;

namespace Quayside.Imaging;

/// <content>Between pixels and Qt's stream.</content>
public sealed partial class QtPicture
{
    /// <summary>Gets how many bytes <see cref="WriteStored"/> writes: the least size of a segment for these pixels.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="format">How a pixel lies.</param>
    /// <param name="isOpaque">Whether alpha counts for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is not positive.</exception>
    /// <exception cref="ArgumentException">The format is not of whole pixels, or the stream would be longer than 2 GiB.</exception>
    public static int StoredSize(int width, int height, PixelFormat format, bool isOpaque = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        return MarkerSize + new StoredLayout(PngHeader.Of(width, height, format, isOpaque)).CheckedSize;
    }

    /// <inheritdoc cref="StoredSize(int, int, PixelFormat, bool)"/>
    /// <param name="pixels">The pixels.</param>
    public static int StoredSize(PixelView pixels) => MarkerSize + new StoredLayout(PngHeader.Of(pixels)).CheckedSize;

    /// <summary>
    /// Writes pixels so that Qt reads them, uncompressed, straight to where they shall be: <c>stream &lt;&lt; image</c> in the time of a copy.
    /// Large pictures are written by several threads.
    /// </summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="destination">
    /// At least <see cref="StoredSize(PixelView)"/> bytes, such as a segment's; hold its lock. The rest is kept.
    /// </param>
    /// <returns>The number of bytes written.</returns>
    /// <remarks>The marker says "no picture" until all the rest is there: a writer that is killed on the way leaves that.</remarks>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small; nothing has been written.</exception>
    /// <exception cref="SharedMemoryException">A peer has truncated the segment's file, as for <see cref="SegmentSpans.Write"/>.</exception>
    public static int WriteStored(PixelView pixels, Span<byte> destination)
    {
        var layout = new StoredLayout(PngHeader.Of(pixels));
        var size = MarkerSize + layout.CheckedSize;
        CheckRoom(destination, size);
        WriteMarker(destination, NoPicture);
        StoredPngWriter.Write(pixels, layout, destination[MarkerSize..size]);
        WriteMarker(destination, PngFollows);
        return size;
    }

    /// <summary>Encodes pixels.</summary>
    /// <param name="pixels">The pixels; premultiplied ones are divided by their alpha, 16 bits are kept.</param>
    /// <param name="compression">How small.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The picture would be longer than 2 GiB, or there is no such compression.</exception>
    public static QtPicture FromPixels(PixelView pixels, PictureCompression compression) =>
        new(PngEncoder.Encode(pixels, Checked(compression)), PictureLimits.Default);

    /// <summary>Stores the pixels of a bitmap.</summary>
    /// <inheritdoc cref="FromPixels(SKBitmap, PictureCompression)"/>
    public static QtPicture FromPixels(SKBitmap bitmap) => FromPixels(bitmap, PictureCompression.Stored);

    /// <summary>Encodes the pixels of a bitmap.</summary>
    /// <param name="bitmap">
    /// The pixels; premultiplied ones are divided by their alpha, <see cref="SKColorType.RgbaF16"/> gives 16 bits a channel.
    /// </param>
    /// <param name="compression">How small. Of types that are no <see cref="PixelFormat"/>, Skia makes a compressed PNG in any case.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">There are no pixels, they are of a type that Skia does not encode, or as above.</exception>
    public static QtPicture FromPixels(SKBitmap bitmap, PictureCompression compression)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        return new QtPicture(
            ImageCodec.EncodePng(bitmap, Checked(compression)) ?? throw new ArgumentException(
                $"A bitmap of {bitmap.Width} x {bitmap.Height} pixels in {bitmap.ColorType} cannot become a PNG. "
                + "Copy it to Rgba8888 or RgbaF16 first.",
                nameof(bitmap)),
            PictureLimits.Default);
    }

    /// <summary>
    /// Reads the pixels of what a Qt program streamed, straight out of the segment: as <see cref="Read"/> and then <see cref="Decode"/>, but what
    /// <see cref="WriteStored"/> wrote takes no longer than a copy, and only the pixels' memory.
    /// </summary>
    /// <param name="segment">The stream, as for <see cref="Read"/>.</param>
    /// <param name="limits">How large the picture may be; <see cref="PictureLimits.Default"/> if null.</param>
    /// <returns>The pixels, as <see cref="Decode"/> returns them; null for a null image. The caller disposes them.</returns>
    /// <exception cref="PictureFormatException">There is no picture, or it is damaged, half written or larger than allowed.</exception>
    /// <exception cref="SharedMemoryException">A peer has truncated the segment's file, as for <see cref="SegmentSpans.Read"/>.</exception>
    public static SKBitmap? ReadPixels(ReadOnlySpan<byte> segment, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        return FindPng(segment, out var png) ? ImageCodec.TryDecodeStored(png, limits) ?? FromPng(png, limits).Decode() : null;
    }

    /// <summary>Gets the same picture with a smaller PNG, if the pixels are stored in this one.</summary>
    /// <param name="compression">How small.</param>
    /// <returns>
    /// A picture with the same pixels; this one if its PNG is compressed already, for then it is kept byte by byte, with all that is in it.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such compression.</exception>
    public QtPicture Compress(PictureCompression compression = PictureCompression.Small) =>
        Checked(compression) != PictureCompression.Stored && PngEncoder.Compress(_png, compression) is { } smaller
            ? new QtPicture(smaller, _limits)
            : this;

    private static PictureCompression Checked(PictureCompression compression) => Enum.IsDefined(compression)
        ? compression
        : throw new ArgumentException(
            $"There is no compression {(int)compression}. Use one of {nameof(PictureCompression)}.", nameof(compression));
}
