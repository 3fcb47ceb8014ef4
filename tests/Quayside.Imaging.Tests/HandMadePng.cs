// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Quayside.Imaging.Tests;

/// <summary>PNGs put together chunk by chunk, so that a test knows every byte and can make each of them wrong.</summary>
internal static class HandMadePng
{
    public const int Grey = 0;
    public const int Colour = 2;
    public const int Palette = 3;
    public const int GreyAlpha = 4;
    public const int ColourAlpha = 6;

    public static byte[] Signature { get; } = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] End { get; } = Chunk("IEND", []);

    /// <summary>Gets a picture of 2 x 2 pixels with every kind of alpha.</summary>
    public static byte[] Small { get; } = Make(
        2, 2, 8, ColourAlpha, [[255, 0, 0, 255, 0, 255, 0, 128], [0, 0, 255, 1, 9, 8, 7, 0]]);

    public static byte[] Make(int width, int height, byte depth, byte colour, byte[][] rows, params byte[][] chunksBeforePixels) =>
        [.. Signature, .. Header(width, height, depth, colour), .. chunksBeforePixels.SelectMany(chunk => chunk), .. Pixels(rows), .. End];

    public static byte[] Header(int width, int height, byte depth, byte colour, byte compression = 0, byte filter = 0, byte interlace = 0)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        byte[] rest = [depth, colour, compression, filter, interlace];
        rest.CopyTo(data, 8);
        return Chunk("IHDR", data);
    }

    public static byte[] Pixels(params byte[][] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                zlib.Write([0, .. row]);
            }
        }

        return Chunk("IDAT", packed.ToArray());
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] typeAndData = [.. Encoding.Latin1.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. typeAndData, .. BigEndian(Crc32.HashToUInt32(typeAndData))];
    }

    /// <summary>Puts right checksums on all chunks that can be walked to, so that a change in their data is believed.</summary>
    public static void RepairChecksums(Span<byte> png)
    {
        for (var offset = 8; offset + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[offset..]);
            if (length > png.Length - offset - 12)
            {
                return;
            }

            var typeAndData = png.Slice(offset + 4, 4 + (int)length);
            BigEndian(Crc32.HashToUInt32(typeAndData)).CopyTo(png[(offset + 8 + (int)length)..]);
            offset += 12 + (int)length;
        }
    }

    public static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
