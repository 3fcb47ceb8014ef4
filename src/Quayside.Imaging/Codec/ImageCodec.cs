// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using Quayside.Imaging.Png;
using SkiaSharp;

namespace Quayside.Imaging.Codec;

/// <summary>Decodes and encodes pixels: the only place that asks Skia to.</summary>
/// <remarks>Stateless. Everything decoded has straight alpha: the colour under full transparency survives, as in a QImage.</remarks>
internal static class ImageCodec
{
    private const string Formats = "PNG, JPEG, WebP, BMP or GIF";

    /// <summary>Refuses a file without a byte.</summary>
    public static void CheckNotEmpty(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            throw new PictureFormatException($"The file is empty. Choose a {Formats} picture.");
        }
    }

    /// <summary>Turns a picture that is no PNG into one: its first frame, upright, in sRGB, eight bits a channel.</summary>
    /// <exception cref="PictureFormatException">It is no picture of a known format, is damaged, or is larger than allowed.</exception>
    public static byte[] ToPng(ReadOnlySpan<byte> file, PictureLimits limits, PictureCompression compression)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not
            (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif))
        {
            throw new PictureFormatException(PictureKind.NameOf(file) is { } kind
                ? $"This is {kind}, which cannot be read. Save it as a {Formats} picture."
                : $"This is no picture, or its beginning is damaged. Choose a {Formats} picture.");
        }

        // Only pixels of four bytes are turned.
        var isGrey = codec.Info.ColorType == SKColorType.Gray8 && codec.EncodedOrigin == SKEncodedOrigin.TopLeft;
        var type = isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888;
        limits.CheckDecoded(codec.Info.Width, codec.Info.Height, type.GetBytesPerPixel() * 8);
        using var colours = SKColorSpace.CreateSrgb();
        var info = codec.Info.WithColorType(type).WithColorSpace(isGrey ? codec.Info.ColorSpace : colours);
        var stored = Decode(codec, info, out var result)
            ?? (result == SKCodecResult.IncompleteInput && codec.EncodedFormat == SKEncodedImageFormat.Jpeg ? UnendedJpeg.TryDecode(file, info) : null)
            ?? throw Failure(result);
        using var upright = PixelOrientation.Upright(stored, codec.EncodedOrigin);
        return PngEncoder.Encode(PixelView.Of(upright), compression);
    }

    /// <summary>Decodes a PNG as its values stand: its colour space is noted, not applied, as in Qt.</summary>
    /// <returns>
    /// Pixels of <see cref="SKColorType.Rgba8888"/>; if the PNG has 16 bits, of <see cref="SKColorType.RgbaF16"/>, and of
    /// <see cref="SKColorType.Rgba16161616"/> if it is grey.
    /// </returns>
    /// <exception cref="PictureFormatException">The pixels are damaged, or larger than allowed.</exception>
    public static SKBitmap DecodePng(ReadOnlySpan<byte> png, PngHeader header, PictureLimits limits)
    {
        limits.CheckDecoded(header.Width, header.Height, header.BytesPerPixel * 8);
        if (header is { BitDepth: 16, Colour: PngColour.Grey } && !PngStructure.HasChunk(png, PngChunk.Trns))
        {
            return WideGrey.Decode(png, header);
        }

        using var data = SKData.CreateCopy(png);
        using var codec = SKCodec.Create(data) ?? throw PngStructure.Damaged("it cannot be decoded");
        var type = header.BitDepth == 16 ? SKColorType.RgbaF16 : SKColorType.Rgba8888;
        return Decode(codec, codec.Info.WithSize(header.Width, header.Height).WithColorType(type), out var result) ?? throw Failure(result);
    }

    /// <summary>Decodes a PNG if its pixels are stored in it, exactly as <see cref="DecodePng"/> would.</summary>
    /// <param name="png">Begins with the PNG; a peer may change it meanwhile.</param>
    /// <param name="limits">How large it may be.</param>
    /// <returns>The pixels; null if the PNG is of another kind, or damaged.</returns>
    /// <exception cref="PictureFormatException">The picture is larger than allowed.</exception>
    public static SKBitmap? TryDecodeStored(ReadOnlySpan<byte> png, PictureLimits limits)
    {
        if (StoredPlan.TryMake(png) is not { } plan)
        {
            return null;
        }

        limits.CheckEncoded(plan.Length);
        return StoredPngReader.TryDecode(png, plan, limits);
    }

    /// <summary>Encodes pixels as PNG with straight alpha.</summary>
    /// <returns>The PNG, or null if neither this library nor Skia can encode pixels of this type.</returns>
    public static byte[]? EncodePng(SKBitmap bitmap, PictureCompression compression)
    {
        if (PixelLayout.TryFind(bitmap.Info, out _) && bitmap.ReadyToDraw)
        {
            var own = PngEncoder.Encode(PixelView.Of(bitmap), compression);
            GC.KeepAlive(bitmap);
            return own;
        }

        using var pixels = bitmap.PeekPixels();
        using var png = pixels?.Encode(compression == PictureCompression.Small
            ? SKPngEncoderOptions.Default
            : new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, zLibLevel: 1)); // A fifth of the time for a few per cent more bytes.
        return png?.ToArray();
    }

    /// <summary>Makes the exception for pixels that the codec has not decoded.</summary>
    public static PictureFormatException Failure(SKCodecResult result) => new(result == SKCodecResult.IncompleteInput
        ? "The picture is cut: its pixels end too early. Save it again, or have its writer write it again."
        : $"The picture's pixels are damaged ({result}). Save it again, or have its writer write it again.");

    /// <summary>Decodes the first frame.</summary>
    /// <param name="codec">The picture.</param>
    /// <param name="info">As what; alpha is straight in any case.</param>
    /// <param name="result">Why not.</param>
    /// <returns>The pixels, or null.</returns>
    /// <exception cref="PictureFormatException">There is not enough memory for the pixels.</exception>
    public static SKBitmap? Decode(SKCodec codec, SKImageInfo info, out SKCodecResult result)
    {
        var bitmap = Bitmaps.Allocate(info.WithAlphaType(info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }
}
