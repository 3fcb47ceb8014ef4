// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Quayside.Cli.Tests;

/// <summary>Makes small PNG files (RFC 2083) of exactly known pixels.</summary>
internal static class Png
{
    /// <summary>A picture of these pixels, row by row, each 0xRRGGBBAA.</summary>
    public static byte[] Of(int width, int height, params uint[] pixels)
    {
        var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                foreach (var pixel in pixels.AsSpan(y * width, width))
                {
                    zlib.Write(BigEndian(pixel));
                }
            }
        }

        // 8 bits, red green blue alpha, no interlace.
        byte[] header = [.. BigEndian((uint)width), .. BigEndian((uint)height), 8, 6, 0, 0, 0];
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] checkedPart = [.. type, .. data];
        return [.. BigEndian((uint)data.Length), .. checkedPart, .. BigEndian(Crc32.HashToUInt32(checkedPart))];
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
