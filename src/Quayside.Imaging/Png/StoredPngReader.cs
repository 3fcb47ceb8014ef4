// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Pixels;
using SkiaSharp;

namespace Quayside.Imaging.Png;

/// <summary>Reads a PNG in which the pixels are stored, in one pass, a band on each thread.</summary>
/// <remarks>
/// Stateless. It may read memory that a peer changes meanwhile. It answers with pixels or with nothing: then the PNG is of another kind,
/// damaged, or was changed, and the codec, which reads it anew, says what of it.
/// </remarks>
internal static class StoredPngReader
{
    /// <summary>Decodes the pixels, exactly as the codec would.</summary>
    /// <param name="png">The PNG; may go on behind it.</param>
    /// <param name="plan">How it is laid out.</param>
    /// <param name="limits">How large it may be.</param>
    /// <returns>The pixels, or null.</returns>
    /// <exception cref="PictureFormatException">They are larger than allowed, or there is no memory for them.</exception>
    public static SKBitmap? TryDecode(ReadOnlySpan<byte> png, StoredPlan plan, PictureLimits limits)
    {
        limits.CheckDecoded(plan.Header.Width, plan.Header.Height, plan.Header.BytesPerPixel * 8);
        var bitmap = Bitmaps.AllocateUninitialized(InfoOf(plan.Header));
        if (TryRead(png, plan, bitmap))
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>Reads the rows in order, on this thread.</summary>
    /// <param name="png">The PNG.</param>
    /// <param name="plan">How it is laid out.</param>
    /// <param name="rows">Gets them.</param>
    /// <returns>Whether the PNG is as planned and intact.</returns>
    public static bool TryRead<TRows>(ReadOnlySpan<byte> png, StoredPlan plan, ref TRows rows)
        where TRows : IRawRows, allows ref struct
    {
        var sums = new BandSums[plan.Bands.Count];
        for (var band = 0; band < sums.Length; band++)
        {
            if (!StoredBandReader.TryRead(png, plan.Bands[band], ref rows, out sums[band]))
            {
                return false;
            }
        }

        return AreRight(plan, sums);
    }

    /// <summary>Gets what the decoded pixels of such a PNG are.</summary>
    public static SKImageInfo InfoOf(PngHeader header) => new(
        header.Width,
        header.Height,
        header.BitDepth == 16 ? SKColorType.Rgba16161616 : SKColorType.Rgba8888,
        header.Colour == PngColour.ColourAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque,
        SKColorSpace.CreateSrgb());

    private static bool TryRead(ReadOnlySpan<byte> png, StoredPlan plan, SKBitmap bitmap)
    {
        var work = new Work(plan, bitmap.RowBytes, new BandSums[plan.Bands.Count], new bool[plan.Bands.Count]);
        SegmentSpans.ForEachPart(plan.Bands.Count, png, bitmap.GetPixelSpan(), work, ReadBand);
        GC.KeepAlive(bitmap);
        return Array.TrueForAll(work.AreRead, isRead => isRead) && AreRight(plan, work.Sums);
    }

    private static void ReadBand(int number, ReadOnlySpan<byte> png, Span<byte> pixels, Work work)
    {
        var band = work.Plan.Bands[number];
        var rows = new BitmapRows(work.Plan.Layout, pixels, work.Stride, band.FirstRow);
        work.AreRead[number] = StoredBandReader.TryRead(png, band, ref rows, out work.Sums[number]);
    }

    private static bool AreRight(StoredPlan plan, BandSums[] sums)
    {
        var all = Adler32.Empty;
        for (var band = 0; band < sums.Length; band++)
        {
            all = all.Combine(sums[band].Read, plan.Bands[band].RowBytes);
        }

        return sums.Any(band => band.Stored == all);
    }

    /// <summary>What each thread has to know, and where it says what came of it.</summary>
    private sealed record Work(StoredPlan Plan, int Stride, BandSums[] Sums, bool[] AreRead);
}
