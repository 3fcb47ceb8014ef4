// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.IO.Hashing;
using Quayside.Imaging.Pixels;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>Writes pixels as a PNG in which they are stored: in one pass, in place, a band on each thread.</summary>
/// <remarks>
/// Stateless. A block is put together in a buffer that stays in the core's cache, summed up there, and copied to its place once.
/// </remarks>
internal static class StoredPngWriter
{
    private const int BufferSize = PngChunk.HeaderSize + StoredBlock.HeaderSize + StoredBlock.MostBytes;

    /// <summary>Writes a PNG.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="layout">Of their header.</param>
    /// <param name="png">As many bytes as the layout says; may be shared memory.</param>
    public static void Write(PixelView pixels, StoredLayout layout, Span<byte> png)
    {
        var sums = new Adler32[layout.Bands];
        var work = new Work(layout, pixels.Stride, pixels.Format, pixels.IsOpaque, sums);
        WriteBeginning(PngHeader.Of(pixels), png);
        SegmentSpans.ForEachPart(layout.Bands, pixels.Pixels, png, work, WriteBand);
        WriteEnd(Combine(layout, sums), png);
    }

    private static void WriteBeginning(PngHeader header, Span<byte> png)
    {
        Span<byte> beginning = stackalloc byte[PngChunk.SignatureSize + (2 * PngChunk.Overhead) + PngHeader.Length + StoredLayout.ZlibHeaderSize];
        PngChunk.Signature.CopyTo(beginning);
        var rest = beginning[PngChunk.SignatureSize..];
        rest = rest[header.WriteChunk(rest)..];
        WriteUInt16BigEndian(rest[PngChunk.HeaderSize..], StoredLayout.ZlibHeader);
        _ = PngChunk.Close(rest, PngChunk.Idat, StoredLayout.ZlibHeaderSize);
        SegmentSpans.Write(beginning, png);
    }

    private static void WriteEnd(Adler32 sum, Span<byte> png)
    {
        Span<byte> end = stackalloc byte[StoredLayout.ZlibChecksumSize + (2 * PngChunk.Overhead)];
        WriteUInt32BigEndian(end[PngChunk.HeaderSize..], sum.Value);
        _ = PngChunk.Close(end[PngChunk.Close(end, PngChunk.Idat, StoredLayout.ZlibChecksumSize)..], PngChunk.Iend, 0);
        SegmentSpans.Write(end, png[^end.Length..]);
    }

    private static Adler32 Combine(StoredLayout layout, Adler32[] sums)
    {
        var all = Adler32.Empty;
        for (var band = 0; band < sums.Length; band++)
        {
            all = all.Combine(sums[band], layout.RowsOf(band) * layout.RowLength);
        }

        return all;
    }

    private static void WriteBand(int band, ReadOnlySpan<byte> pixels, Span<byte> png, Work work)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        WriteBand(band, pixels, png[(int)work.Layout.BandStart(band)..], buffer, work);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void WriteBand(int band, ReadOnlySpan<byte> pixels, Span<byte> target, Span<byte> buffer, Work work)
    {
        var layout = work.Layout;
        var (first, rows) = (band * layout.RowsPerBand, layout.RowsOf(band));
        PngChunk.WriteHeader(buffer, PngChunk.Idat, (int)layout.DataLength(rows));

        var crc = new Crc32();
        crc.Append(buffer[sizeof(uint)..PngChunk.HeaderSize]);
        var sum = Adler32.Empty;
        var filled = PngChunk.HeaderSize;
        for (var row = first; row < first + rows; row += layout.RowsPerBlock)
        {
            var blockRows = Math.Min(layout.RowsPerBlock, first + rows - row);
            for (var column = 0; column < layout.Width; column += layout.ColumnsPerBlock)
            {
                var block = buffer[filled..];
                block = block[..FillBlock(work, pixels, row, blockRows, column, block, ref sum)];
                crc.Append(block);
                Flush(buffer[..(filled + block.Length)], ref target);
                filled = 0;
            }
        }

        WriteUInt32BigEndian(buffer, crc.GetCurrentHashAsUInt32());
        Flush(buffer[..PngChunk.CrcSize], ref target);
        work.Sums[band] = sum;
    }

    private static int FillBlock(
        Work work, ReadOnlySpan<byte> pixels, int firstRow, int rows, int column, Span<byte> target, ref Adler32 sum)
    {
        var layout = work.Layout;
        var columns = Math.Min(layout.ColumnsPerBlock, layout.Width - column);
        var rowLength = (column == 0 ? 1 : 0) + (columns * layout.BytesPerPixel);
        var isLast = firstRow + rows == layout.Height && column + columns == layout.Width;
        new StoredBlock(rows * rowLength, isLast).Write(target);

        var block = target.Slice(StoredBlock.HeaderSize, rows * rowLength);
        var bytesPerPixel = PixelLayout.BytesPerPixel(work.Format);
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            var source = pixels.Slice((int)((long)row * work.Stride) + (column * bytesPerPixel), columns * bytesPerPixel);
            block[0] = 0;
            RowPacker.Pack(source, work.Format, work.IsOpaque, block[(rowLength - (columns * layout.BytesPerPixel))..rowLength]);
            block = block[rowLength..];
        }

        sum = sum.Append(target.Slice(StoredBlock.HeaderSize, rows * rowLength));
        return StoredBlock.HeaderSize + (rows * rowLength);
    }

    private static void Flush(ReadOnlySpan<byte> bytes, ref Span<byte> target)
    {
        SegmentSpans.Write(bytes, target);
        target = target[bytes.Length..];
    }

    /// <summary>What each thread has to know.</summary>
    private readonly record struct Work(StoredLayout Layout, int Stride, PixelFormat Format, bool IsOpaque, Adler32[] Sums);
}
