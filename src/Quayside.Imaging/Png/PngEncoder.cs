// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;

namespace Quayside.Imaging.Png;

/// <summary>Makes PNGs of pixels.</summary>
/// <remarks>Stateless.</remarks>
internal static class PngEncoder
{
    /// <summary>Makes a PNG.</summary>
    /// <exception cref="ArgumentException">It would have more bytes than an array can.</exception>
    public static byte[] Encode(PixelView pixels, PictureCompression compression)
    {
        if (compression == PictureCompression.Stored)
        {
            var layout = new StoredLayout(PngHeader.Of(pixels));
            var png = GC.AllocateUninitializedArray<byte>(layout.CheckedSize);
            StoredPngWriter.Write(pixels, layout, png);
            return png;
        }

        using var compressor = new PngCompressor(PngHeader.Of(pixels), compression);
        var rowLength = pixels.Width * PixelLayout.BytesPerPixel(pixels.Format);
        for (var row = 0; row < pixels.Height; row++)
        {
            RowPacker.Pack(pixels.Pixels.Slice(row * pixels.Stride, rowLength), pixels.Format, pixels.IsOpaque, compressor.Row);
            compressor.Compress();
        }

        return compressor.Finish();
    }

    /// <summary>Makes a compressed PNG of one whose pixels are stored.</summary>
    /// <returns>The PNG; null if its pixels are not stored, or are damaged.</returns>
    public static byte[]? Compress(ReadOnlySpan<byte> stored, PictureCompression compression)
    {
        if (StoredPlan.TryMake(stored) is not { } plan)
        {
            return null;
        }

        using var compressor = new PngCompressor(plan.Header, compression);
        var rows = new CompressedRows(compressor);
        return StoredPngReader.TryRead(stored, plan, ref rows) ? compressor.Finish() : null;
    }
}
