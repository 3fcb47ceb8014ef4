// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Codec;

/// <summary>Decodes a JPEG that lacks only its end mark (EOI), as some cameras and cutters leave it. Stateless.</summary>
/// <remarks>
/// Skia calls it cut, Qt and browsers show it. They also show one of whose pixels a part is missing, with grey in its place; that is refused
/// here. With an end mark the decoder fills what is missing and does not tell. So the picture is decoded twice, with different bytes
/// behind its own: where none of those were needed, both times give the same pixels.
/// </remarks>
internal static class UnendedJpeg
{
    private const byte Marker = 0xFF;
    private const byte EndOfImage = 0xD9;

    // Other bits than the zeroes with which the decoder itself goes on.
    private const byte Filler = 0x55;
    private const int FillerSize = 64;

    /// <summary>Decodes the pixels.</summary>
    /// <param name="file">The JPEG.</param>
    /// <param name="info">As what.</param>
    /// <returns>The pixels, or null when some are missing.</returns>
    public static SKBitmap? TryDecode(ReadOnlySpan<byte> file, SKImageInfo info)
    {
        var scan = file.TrimEnd(Marker);
        var bitmap = Decode(scan, fillerSize: 0, info);
        using var other = bitmap is null ? null : Decode(scan, FillerSize, info);
        if (other is not null && bitmap!.GetPixelSpan().SequenceEqual(other.GetPixelSpan()))
        {
            return bitmap;
        }

        bitmap?.Dispose();
        return null;
    }

    private static SKBitmap? Decode(ReadOnlySpan<byte> scan, int fillerSize, SKImageInfo info)
    {
        using var data = SKData.Create(scan.Length + fillerSize + 2);
        var target = data.Span;
        scan.CopyTo(target);
        target.Slice(scan.Length, fillerSize).Fill(Filler);
        (target[^2], target[^1]) = (Marker, EndOfImage);
        using var codec = SKCodec.Create(data);
        return codec is null ? null : ImageCodec.Decode(codec, info, out _);
    }
}
