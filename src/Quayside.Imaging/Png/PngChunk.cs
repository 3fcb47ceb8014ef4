// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.IO.Hashing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>The bytes around a PNG's data: its signature, and what each chunk has before and behind its own.</summary>
/// <remarks>Stateless. Source: the PNG specification (third edition), 5.2 "PNG signature" and 5.3 "Chunk layout".</remarks>
internal static class PngChunk
{
    /// <summary>Length of what every PNG begins with.</summary>
    public const int SignatureSize = 8;

    /// <summary>Length of what stands before a chunk's data: length and type.</summary>
    public const int HeaderSize = 8;

    /// <summary>Length of the checksum behind it.</summary>
    public const int CrcSize = 4;

    /// <summary>Length of both.</summary>
    public const int Overhead = HeaderSize + CrcSize;

    public const uint Ihdr = 0x4948_4452;
    public const uint Idat = 0x4944_4154;
    public const uint Iend = 0x4945_4E44;

    public const uint Trns = 0x7452_4E53;

    /// <summary>An IEND chunk has no data, so its CRC is always the same.</summary>
    public const uint IendCrc = 0xAE42_6082;

    /// <summary>Gets what every PNG begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads what stands before a chunk's data. One load for both: what the caller checks is what it uses, whatever a peer writes.</summary>
    public static (uint Length, uint Type) ReadHeader(ReadOnlySpan<byte> data)
    {
        var header = ReadUInt64BigEndian(data);
        return ((uint)(header >> 32), (uint)(header & uint.MaxValue));
    }

    /// <summary>Gets whether <paramref name="data"/> begins with an intact chunk of this type and length.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> data, uint type, int length) =>
        ReadHeader(data) == ((uint)length, type)
        && ReadUInt32BigEndian(data[(HeaderSize + length)..]) == Crc32.HashToUInt32(data.Slice(sizeof(uint), sizeof(uint) + length));

    /// <summary>Writes what belongs around data that is in its place already.</summary>
    /// <returns>The number of bytes of the whole chunk.</returns>
    public static int Close(Span<byte> target, uint type, int length)
    {
        WriteHeader(target, type, length);
        WriteUInt32BigEndian(target[(HeaderSize + length)..], Crc32.HashToUInt32(target.Slice(sizeof(uint), sizeof(uint) + length)));
        return Overhead + length;
    }

    /// <summary>Writes what stands before a chunk's data.</summary>
    public static void WriteHeader(Span<byte> target, uint type, int length)
    {
        WriteInt32BigEndian(target, length);
        WriteUInt32BigEndian(target[sizeof(uint)..], type);
    }
}
