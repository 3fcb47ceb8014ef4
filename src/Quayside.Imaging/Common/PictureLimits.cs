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
    /// Gets the most bytes that the decoded pixels may take; 256 MiB if not set. It is checked by the picture's header, before anything is
    /// decoded.
    /// </summary>
    /// <remarks>
    /// A pixel that is decoded here takes four bytes, or eight if the picture has 16 bits a channel; one of a grey JPEG takes one. A PNG that is
    /// only passed on counts as what Qt decodes it to: one byte for grey and for a palette, a bit if it has one bit, two bytes for grey
    /// of 16 bits.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or above 2 147 418 112.</exception>
    public long MaxDecodedBytes { get; init => field = Checked(value); } = 256 * Mebibyte;

    /// <summary>
    /// Gets the most bytes that the picture may have as a file or as a PNG in a segment; 257 MiB if not set: enough for 256 MiB of pixels
    /// that are stored uncompressed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or above 2 147 418 112.</exception>
    public long MaxEncodedBytes { get; init => field = Checked(value); } = 257 * Mebibyte;

    /// <summary>
    /// Gets what a message about a picture that is too large tells people to do: for programs whose users know nothing of this class. It names
    /// the property if not set.
    /// </summary>
    public string? Remedy { get; init; }

    /// <summary>Makes limits for pictures up to a decoded size, and for what these take encoded at most.</summary>
    /// <param name="bytes">The most bytes that the decoded pixels may take.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive or above 2 147 418 112.</exception>
    public static PictureLimits ForDecoded(long bytes) => new()
    {
        MaxDecodedBytes = bytes,
        MaxEncodedBytes = Math.Clamp(bytes + Mebibyte, Default.MaxEncodedBytes, Highest),
    };

    /// <summary>Refuses pixels that would take too much memory.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bitsPerPixel">Bits of a pixel; rows begin with a byte.</param>
    /// <exception cref="PictureFormatException">They would take more than <see cref="MaxDecodedBytes"/>.</exception>
    internal void CheckDecoded(int width, int height, int bitsPerPixel)
    {
        var bytes = (((Int128)width * bitsPerPixel) + 7) / 8 * height;
        if (bytes > MaxDecodedBytes)
        {
            throw new PictureFormatException(
                $"The picture of {width} x {height} pixels takes {bytes} bytes decoded, more than the limit of {MaxDecodedBytes}. "
                + (Remedy ?? $"Choose a smaller picture or raise {nameof(PictureLimits)}.{nameof(MaxDecodedBytes)}."));
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
                + (Remedy ?? $"Choose a smaller picture or raise {nameof(PictureLimits)}.{nameof(MaxEncodedBytes)}."));
        }
    }

    private static long Checked(long value) => value is > 0 and <= Highest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A limit must be from 1 to {Highest} bytes.");
}
