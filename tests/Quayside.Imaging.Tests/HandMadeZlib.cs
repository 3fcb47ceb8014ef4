// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging.Png;

namespace Quayside.Imaging.Tests;

/// <summary>Zlib streams put together block by block, all of them stored.</summary>
internal static class HandMadeZlib
{
    /// <summary>Stores bytes in blocks of these lengths; the last block has what is left.</summary>
    public static byte[] Store(byte[] data, params int[] lengths)
    {
        List<byte> stream = [0x78, 0x01];
        var at = 0;
        foreach (var length in lengths)
        {
            stream.AddRange([.. BlockHeader(length, isLast: false), .. data[at..(at + length)]]);
            at += length;
        }

        return [.. stream, .. BlockHeader(data.Length - at, isLast: true), .. data[at..], .. HandMadePng.BigEndian(Adler32(data))];
    }

    public static byte[] BlockHeader(int length, bool isLast) =>
        [isLast ? (byte)1 : (byte)0, (byte)(length & 255), (byte)(length >> 8), (byte)(~length & 255), (byte)((~length >> 8) & 255)];

    public static uint Adler32(byte[] data)
    {
        var (bytes, sums) = (1u, 0u);
        foreach (var value in data)
        {
            bytes = (bytes + value) % 65521;
            sums = (sums + bytes) % 65521;
        }

        return (sums << 16) | bytes;
    }
}
