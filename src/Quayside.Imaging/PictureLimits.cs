// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging;

/// <summary>How large a picture may be, so that a small hostile file cannot take all memory.</summary>
/// <remarks>Immutable, so safe for use by several threads.</remarks>
public sealed record PictureLimits
{
    // Two GiB less a little: what a span, an array and a bitmap's pixels can hold.
    private const long Highest = 0x7FFF_0000;
    private const long Mebibyte = 1 << 20;

    /// <summary>Gets the limits that count when none are given: 256 MiB decoded, as in Qt 6.8, and what these take encoded at most.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>
    /// Gets the most bytes that the decoded pixels may take, at four bytes a pixel, or eight if the picture has 16 bits a channel;
    /// 256 MiB if not set. It is checked by the size in the picture's header, before anything is decoded.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or above 2 147 418 112.</exception>
    public long MaxDecodedBytes { get; init => field = Checked(value); } = 256 * Mebibyte;

    /// <summary>
    /// Gets the most bytes that the picture may have as a file or as a PNG in a segment; 257 MiB if not set: enough for 256 MiB of pixels
    /// that are stored uncompressed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or above 2 147 418 112.</exception>
    public long MaxEncodedBytes { get; init => field = Checked(value); } = 257 * Mebibyte;

    /// <summary>Refuses pixels that would take too much memory.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bytesPerPixel">4, or 8 for 16 bits a channel.</param>
    /// <exception cref="PictureFormatException">They would take more than <see cref="MaxDecodedBytes"/>.</exception>
    internal void CheckDecoded(int width, int height, int bytesPerPixel)
    {
        var bytes = (Int128)width * height * bytesPerPixel;
        if (bytes > MaxDecodedBytes)
        {
            throw new PictureFormatException(
                $"The picture of {width} x {height} pixels takes {bytes} bytes decoded, more than the limit of {MaxDecodedBytes}. "
                + $"Choose a smaller picture or raise {nameof(PictureLimits)}.{nameof(MaxDecodedBytes)}.");
        }
    }

    /// <summary>Refuses encoded pictures that are too long.</summary>
    /// <exception cref="PictureFormatException">There are more than <see cref="MaxEncodedBytes"/>.</exception>
    internal void CheckEncoded(long bytes)
    {
        if (bytes > MaxEncodedBytes)
        {
            throw new PictureFormatException(
                $"The picture has more bytes than the limit of {MaxEncodedBytes} allows. "
                + $"Choose a smaller picture or raise {nameof(PictureLimits)}.{nameof(MaxEncodedBytes)}.");
        }
    }

    private static long Checked(long value) => value is > 0 and <= Highest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A limit must be from 1 to {Highest} bytes.");
}
