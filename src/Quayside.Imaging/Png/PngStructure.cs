// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.IO.Hashing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>Walks the chunks of a PNG: where it ends, and whether it is whole.</summary>
/// <remarks>
/// <para>Stateless. Source: the PNG specification (third edition), 5 "Datastream structure".</para>
/// <para><b>Shared memory.</b> <see cref="CopyOut"/> may look at bytes that a peer changes meanwhile: it loads each chunk's length
/// once and checks what it loaded, then copies once; everything else is decided on the copy.</para>
/// </remarks>
internal static class PngStructure
{
    private const uint AncillaryBit = 0x2000_0000;

    private static readonly SearchValues<byte> _letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Gets whether <paramref name="data"/> begins as a PNG does.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> data) => data.StartsWith(PngChunk.Signature);

    /// <summary>Copies the PNG at the beginning of <paramref name="data"/>, up to the end of its IEND chunk.</summary>
    /// <param name="data">Begins with the signature; may go on behind the PNG, and others may change it meanwhile.</param>
    /// <param name="limits">Says how long the PNG may be.</param>
    /// <returns>The PNG's bytes; a CRC that is missing behind IEND, as Qt tolerates, is there.</returns>
    /// <exception cref="PictureFormatException">There is no IEND chunk, or the PNG is longer than allowed.</exception>
    public static byte[] CopyOut(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        var length = LengthWithoutLastCrc(data, limits);
        var png = GC.AllocateUninitializedArray<byte>(length + PngChunk.CrcSize);
        SegmentSpans.Read(data[..length], png);
        WriteUInt32BigEndian(png.AsSpan(length), PngChunk.IendCrc);
        return png;
    }

    /// <summary>Checks that a PNG is whole: known header, well-formed chunks, intact data in all that matter for the pixels.</summary>
    /// <param name="png">What <see cref="CopyOut"/> returned.</param>
    /// <returns>The header.</returns>
    /// <exception cref="PictureFormatException">Something is missing or damaged.</exception>
    public static PngHeader Validate(ReadOnlySpan<byte> png)
    {
        // Nothing that CopyOut saw is taken for granted: a peer may have written between its look and its copy.
        if (!HasSignature(png))
        {
            throw Damaged("its beginning changed while it was read");
        }

        PngHeader? header = null;
        var hasPixels = false;
        for (var offset = PngChunk.SignatureSize; ;)
        {
            var (length, type) = ReadChunkHeader(png, offset);
            CheckInside(png, offset, length);
            CheckChunk(png.Slice(offset + sizeof(uint), sizeof(uint) + length + PngChunk.CrcSize), type);
            if ((type == PngChunk.Ihdr) != header is null)
            {
                throw Damaged("its header is not its first chunk");
            }

            if (type == PngChunk.Ihdr)
            {
                header = length == PngHeader.Length
                    ? PngHeader.Parse(png.Slice(offset + PngChunk.HeaderSize, length))
                    : throw Damaged($"its header has {length} bytes");
            }

            hasPixels |= type == PngChunk.Idat;
            offset += PngChunk.Overhead + length;
            if (type == PngChunk.Iend)
            {
                return header is { } found && hasPixels && offset == png.Length ? found : throw Damaged("it has no pixels before its end");
            }
        }
    }

    /// <summary>Gets whether a PNG that is whole has a chunk of a type.</summary>
    public static bool HasChunk(ReadOnlySpan<byte> png, uint wanted)
    {
        for (var offset = PngChunk.SignatureSize; offset < png.Length;)
        {
            var (length, type) = ReadChunkHeader(png, offset);
            if (type == wanted)
            {
                return true;
            }

            offset += PngChunk.Overhead + length;
        }

        return false;
    }

    /// <summary>Makes the exception for a PNG that is damaged.</summary>
    public static PictureFormatException Damaged(string how) => new(
        $"The PNG is damaged: {how}. Save the picture again, or have its writer write it again.");

    // A page at a time, so that many small chunks are not as many calls.
    private static int LengthWithoutLastCrc(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        const int WindowSize = 4096;
        Span<byte> window = stackalloc byte[WindowSize];
        var (start, end) = (0, 0);
        for (var offset = PngChunk.SignatureSize; ;)
        {
            limits.CheckEncoded((long)offset + PngChunk.Overhead);
            CheckHeader(data, offset);
            if (offset + PngChunk.HeaderSize > end)
            {
                (start, end) = (offset, offset + Math.Min(WindowSize, data.Length - offset));
                SegmentSpans.Read(data[start..end], window);
            }

            var (length, type) = ParseHeader(window[(offset - start)..], offset);
            if (type == PngChunk.Iend)
            {
                return length == 0 ? offset + PngChunk.HeaderSize : throw Damaged($"its end has {length} bytes");
            }

            CheckInside(data, offset, length);
            offset += PngChunk.Overhead + length;
        }
    }

    private static (int Length, uint Type) ReadChunkHeader(ReadOnlySpan<byte> png, int offset)
    {
        CheckHeader(png, offset);
        return ParseHeader(png[offset..], offset);
    }

    private static void CheckHeader(ReadOnlySpan<byte> data, int offset)
    {
        if (data.Length - offset < PngChunk.HeaderSize)
        {
            throw Damaged($"it is cut {data.Length} bytes from its beginning, before its end");
        }
    }

    private static (int Length, uint Type) ParseHeader(ReadOnlySpan<byte> header, int offset)
    {
        var (length, type) = PngChunk.ReadHeader(header);
        return length <= int.MaxValue - PngChunk.Overhead
            ? ((int)length, type)
            : throw Damaged($"the chunk at byte {offset} claims to have {length} bytes");
    }

    private static void CheckInside(ReadOnlySpan<byte> data, int offset, int length)
    {
        if (length > data.Length - offset - PngChunk.Overhead)
        {
            throw Damaged($"it is cut {data.Length} bytes from its beginning, inside a chunk");
        }
    }

    private static void CheckChunk(ReadOnlySpan<byte> typeDataCrc, uint type)
    {
        if (typeDataCrc[..sizeof(uint)].ContainsAnyExcept(_letters))
        {
            throw Damaged($"0x{type:X8} is no type of a chunk");
        }

        // Decoders skip ancillary chunks whose CRC is wrong, and so does Qt's.
        if ((type & AncillaryBit) == 0 && Crc32.HashToUInt32(typeDataCrc[..^PngChunk.CrcSize]) != ReadUInt32BigEndian(typeDataCrc[^PngChunk.CrcSize..]))
        {
            throw Damaged("a checksum is wrong");
        }
    }
}
