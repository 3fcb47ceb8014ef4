// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Quayside.Interop.Tests.Peers;

/// <summary>A picture whose pixels are known by a formula, and a PNG file of it written by nobody's library.</summary>
internal sealed class TestPicture
{
    private TestPicture(int width, int height, uint[] pixels) => (Width, Height, Pixels) = (width, height, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Gets the pixels as straight 0xAARRGGBB, row after row.</summary>
    public uint[] Pixels { get; }

    /// <summary>Makes a picture of varied colours, with varied alpha (0 and 255 among it) when it is translucent.</summary>
    public static TestPicture Make(int width, int height, bool translucent)
    {
        var pixels = new uint[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            var alpha = translucent ? (uint)((x * 5) + y) % 256 : 255;
            pixels[i] = (alpha << 24) | ((uint)(x * 7 % 256) << 16) | ((uint)(y * 11 % 256) << 8) | ((uint)(x * y) % 256);
        }

        return new TestPicture(width, height, pixels);
    }

    /// <summary>Reads what a peer's <c>picture-get</c> saved.</summary>
    public static TestPicture Load(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var pixels = Enumerable.Range(0, (bytes.Length - 8) / 4).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8 + (4 * i))));
        return new TestPicture(BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), [.. pixels]);
    }

    /// <summary>Writes a PNG file: 8 bits a channel, straight alpha.</summary>
    public void SavePng(string path)
    {
        using var file = File.Create(path);
        file.Write([0x89, .. "PNG\r\n\x1a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 6);
        WriteChunk(file, "IHDR"u8, header);
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < Pixels.Length; i++)
            {
                if (i % Width == 0)
                {
                    zlib.WriteByte(0);
                }

                var pixel = Pixels[i];
                zlib.Write([(byte)((pixel >> 16) & 255), (byte)((pixel >> 8) & 255), (byte)(pixel & 255), (byte)(pixel >> 24)]);
            }
        }

        WriteChunk(file, "IDAT"u8, compressed.ToArray());
        WriteChunk(file, "IEND"u8, []);
    }

    private static void WriteChunk(FileStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. type, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
