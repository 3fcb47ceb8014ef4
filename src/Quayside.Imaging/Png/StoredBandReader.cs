// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.IO.Hashing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>Reads one chunk of stored pixels out of memory that a peer may change meanwhile.</summary>
/// <remarks>Each byte is copied once, a block at a time, and everything is judged on that copy; what the plan saw is taken for nothing.</remarks>
internal static class StoredBandReader
{
    // Two blocks: while one is being read, not much of the next one has to be moved.
    private const int BufferSize = 2 * (StoredBlock.HeaderSize + StoredBlock.MostBytes);

    /// <summary>Reads the chunk.</summary>
    /// <param name="png">The PNG.</param>
    /// <param name="band">Where the plan found the chunk.</param>
    /// <param name="rows">Gets the rows' bytes.</param>
    /// <param name="sums">What was found: the checksum of the rows' bytes, and the one in the PNG, if this chunk has it.</param>
    /// <returns>Whether the chunk is as planned, intact, and to the taste of <paramref name="rows"/>.</returns>
    public static bool TryRead<TRows>(ReadOnlySpan<byte> png, StoredBand band, ref TRows rows, out BandSums sums)
        where TRows : IRawRows, allows ref struct
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var chunk = new SnapshotReader(png.Slice(band.Start, PngChunk.Overhead + band.Length), buffer);
            return TryRead(ref chunk, band, ref rows, out sums);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryRead<TRows>(ref SnapshotReader chunk, StoredBand band, ref TRows rows, out BandSums sums)
        where TRows : IRawRows, allows ref struct
    {
        sums = default;
        var header = chunk.Next(PngChunk.HeaderSize);
        if (PngChunk.ReadHeader(header) != ((uint)band.Length, PngChunk.Idat))
        {
            return false;
        }

        var crc = new Crc32();
        crc.Append(header[sizeof(uint)..]);
        if (band.Has(StoredParts.Header))
        {
            var zlib = chunk.Next(StoredLayout.ZlibHeaderSize);
            crc.Append(zlib);
            if (!IsZlibHeader(ReadUInt16BigEndian(zlib)))
            {
                return false;
            }
        }

        var end = PngChunk.CrcSize + (band.Has(StoredParts.Checksum) ? StoredLayout.ZlibChecksumSize : 0);
        if (!TryReadBlocks(ref chunk, band, end, crc, ref rows, out var sum))
        {
            return false;
        }

        var stored = default(Adler32?);
        if (band.Has(StoredParts.Checksum))
        {
            var checksum = chunk.Next(StoredLayout.ZlibChecksumSize);
            crc.Append(checksum);
            stored = new Adler32(ReadUInt32BigEndian(checksum));
        }

        sums = new BandSums(sum, stored);
        return ReadUInt32BigEndian(chunk.Next(PngChunk.CrcSize)) == crc.GetCurrentHashAsUInt32();
    }

    private static bool TryReadBlocks<TRows>(
        ref SnapshotReader chunk, StoredBand band, int end, Crc32 crc, ref TRows rows, out Adler32 sum)
        where TRows : IRawRows, allows ref struct
    {
        sum = Adler32.Empty;
        var left = band.RowBytes;
        var sawLast = false;
        while (chunk.Left - end >= StoredBlock.HeaderSize)
        {
            var header = chunk.Next(StoredBlock.HeaderSize);
            crc.Append(header);
            if (!StoredBlock.TryParse(header, out var block) || sawLast || block.Length > Math.Min(left, chunk.Left - end))
            {
                return false;
            }

            var data = chunk.Next(block.Length);
            crc.Append(data);
            sum = sum.Append(data);
            if (!rows.TryAppend(data))
            {
                return false;
            }

            left -= block.Length;
            sawLast = block.IsLast;
        }

        return chunk.Left == end && left == 0 && sawLast == band.Has(StoredParts.LastBlock);
    }

    // RFC 1950, 2.2: deflate, a window of at most 32 KiB, no preset dictionary, divisible by 31.
    private static bool IsZlibHeader(ushort value) =>
        (value & 0x0F00) == 0x0800 && value >> 12 <= 7 && (value & 0x20) == 0 && value % 31 == 0;
}
