// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Quayside.Imaging.Tests;

/// <summary>A PNG read by the letter of the specification and as slowly: every checksum, every filter, nothing left over.</summary>
/// <remarks>It shares no code with the library: .NET's zlib checks the zlib stream.</remarks>
internal sealed class ReadPng
{
    private readonly List<string> _types = [];

    public ReadPng(ReadOnlySpan<byte> png)
    {
        Assert.Equal(HandMadePng.Signature, png[..8]);
        using var data = new MemoryStream();
        for (var rest = png[8..]; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var typeAndData = rest.Slice(4, 4 + length);
            Assert.Equal(Crc32.HashToUInt32(typeAndData), BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]));
            Take(System.Text.Encoding.Latin1.GetString(typeAndData[..4]), typeAndData[4..], data);
            rest = rest[(12 + length)..];
        }

        Assert.Equal("IHDR", _types[0]);
        Assert.Equal("IEND", _types[^1]);
        Assert.All(_types[1..^1], type => Assert.Equal("IDAT", type));
        Rows = Unfilter(data);
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Depth { get; private set; }

    public int Colour { get; private set; }

    /// <summary>Gets the filters of the rows.</summary>
    public List<byte> Filters { get; } = [];

    /// <summary>Gets the rows without their filters.</summary>
    public IReadOnlyList<byte[]> Rows { get; }

    private void Take(string type, ReadOnlySpan<byte> data, MemoryStream pixels)
    {
        _types.Add(type);
        if (type == "IHDR")
        {
            (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            (Depth, Colour) = (data[8], data[9]);
            Assert.Equal([0, 0, 0], data[10..].ToArray());
        }
        else if (type == "IDAT")
        {
            pixels.Write(data);
        }
    }

    private List<byte[]> Unfilter(MemoryStream data)
    {
        var pixel = Depth / 8 * (Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        var above = new byte[Width * pixel];
        List<byte[]> rows = [];
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        for (var y = 0; y < Height; y++)
        {
            var filter = zlib.ReadByte();
            Filters.Add((byte)filter);
            var row = new byte[Width * pixel];
            zlib.ReadExactly(row);
            for (var x = 0; x < row.Length; x++)
            {
                var (left, corner) = x < pixel ? (0, 0) : (row[x - pixel], above[x - pixel]);
                row[x] = (byte)((row[x] + Guess(filter, left, above[x], corner)) & 255);
            }

            rows.Add(row);
            above = row;
        }

        Assert.Equal(-1, zlib.ReadByte());
        return rows;
    }

    private static int Guess(int filter, int left, int up, int corner)
    {
        var sum = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(sum - left), Math.Abs(sum - up), Math.Abs(sum - corner));
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            4 => toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner,
            _ => throw new InvalidDataException($"filter {filter}"),
        };
    }
}
