// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using Quayside.Imaging.Png;
using SkiaSharp;

namespace Quayside.Imaging.Codec;

/// <summary>Decodes grey of sixteen bits, of which Skia keeps eight.</summary>
/// <remarks>
/// Stateless. A pixel of it has two bytes, as one of eight-bit grey with alpha has, and filters and interlacing ask for no more. So the codec
/// is told that it is that: then it keeps both bytes, one as grey and the other one as alpha.
/// </remarks>
internal static class WideGrey
{
    /// <summary>Decodes the pixels.</summary>
    /// <param name="png">A whole PNG, with a header of 16 bits and grey.</param>
    /// <param name="header">Its header.</param>
    /// <returns>Pixels of <see cref="SKColorType.Rgba16161616"/>.</returns>
    /// <exception cref="PictureFormatException">The pixels are damaged, or there is no memory for them.</exception>
    public static SKBitmap Decode(ReadOnlySpan<byte> png, PngHeader header)
    {
        using var disguised = SKData.CreateCopy(png);
        (header with { BitDepth = 8, Colour = PngColour.GreyAlpha }).WriteChunk(disguised.Span[PngChunk.SignatureSize..]);
        using var codec = SKCodec.Create(disguised) ?? throw PngStructure.Damaged("it cannot be decoded");
        var bitmap = Bitmaps.AllocateUninitialized(StoredPngReader.InfoOf(header).WithColorSpace(codec.Info.ColorSpace));

        // Four bytes a pixel come where eight shall be: into the second half of each row, out of which they are spread over all of it.
        var half = bitmap.RowBytes / 2;
        var result = codec.GetPixels(codec.Info.WithColorType(SKColorType.Rgba8888), bitmap.GetPixels() + half, bitmap.RowBytes, SKCodecOptions.Default);
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw ImageCodec.Failure(result);
        }

        for (var y = 0; y < header.Height; y++)
        {
            var row = bitmap.GetPixelSpan().Slice(y * bitmap.RowBytes, bitmap.RowBytes);
            RowUnpacker.UnpackDisguised(row[half..], row);
        }

        return bitmap;
    }
}
