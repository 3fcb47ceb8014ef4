// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Quayside.Imaging.Png;

/// <summary>The checksum of a zlib stream, as far as it has been read.</summary>
/// <remarks>Immutable. Source: RFC 1950, 8.2 and 9.</remarks>
/// <param name="Value">The sum of sums in the upper half, the sum of bytes and 1 in the lower.</param>
internal readonly record struct Adler32(uint Value)
{
    // The largest prime below 65536.
    private const uint Modulus = 65521;

    // Sixteen-bit lanes hold the sums of so many vectors' bytes, 255 + 2 * 255 + ... + 22 * 255, and those no more.
    private const int VectorsInShort = 22;

    // Thirty-two-bit lanes hold them for 5803 vectors; this many keeps the 64-bit sums below from overflowing by far.
    private const int VectorsInBatch = 128 * VectorsInShort;

    /// <summary>Gets the checksum of nothing.</summary>
    public static Adler32 Empty => new(1);

    private uint Bytes => Value & 0xFFFF;

    private uint Sums => Value >> 16;

    /// <summary>Gets the checksum of what was read before and <paramref name="data"/> behind it.</summary>
    public Adler32 Append(ReadOnlySpan<byte> data)
    {
        ulong bytes = Bytes;
        ulong sums = Sums;
        while (data.Length >= Vector<byte>.Count)
        {
            var count = Math.Min(data.Length / Vector<byte>.Count, VectorsInBatch);
            var batch = data[..(count * Vector<byte>.Count)];
            sums += bytes * (ulong)batch.Length;
            AddVectors(batch, ref bytes, ref sums);
            bytes %= Modulus;
            sums %= Modulus;
            data = data[batch.Length..];
        }

        foreach (var value in data)
        {
            bytes += value;
            sums += bytes;
        }

        return Of(bytes, sums);
    }

    /// <summary>Gets the checksum of what this one is of and then what <paramref name="next"/> is of.</summary>
    /// <param name="next">The checksum of what follows, begun with <see cref="Empty"/>.</param>
    /// <param name="nextLength">How many bytes follow.</param>
    public Adler32 Combine(Adler32 next, long nextLength)
    {
        // Each byte before counts once more in the sum of sums for each byte that follows; both parts counted the 1 at the beginning.
        var bytes = Bytes + (ulong)Modulus - 1;
        return Of(bytes + next.Bytes, Sums + next.Sums + (bytes % Modulus * (ulong)(nextLength % Modulus)));
    }

    private static Adler32 Of(ulong bytes, ulong sums) => new((uint)((sums % Modulus << 16) | (bytes % Modulus)));

    // With n vectors of w bytes, the byte k of vector j counts w (n - 1 - j) + w - k times in the sum of sums. So each lane sums its bytes,
    // and before each addition its sum so far.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddVectors(ReadOnlySpan<byte> data, ref ulong bytes, ref ulong sums)
    {
        Vector<uint> bytes0 = default, bytes1 = default, bytes2 = default, bytes3 = default;
        Vector<uint> sums0 = default, sums1 = default, sums2 = default, sums3 = default;
        while (!data.IsEmpty)
        {
            var count = Math.Min(data.Length / Vector<byte>.Count, VectorsInShort);
            sums0 += bytes0 * (uint)count;
            sums1 += bytes1 * (uint)count;
            sums2 += bytes2 * (uint)count;
            sums3 += bytes3 * (uint)count;
            Vector<ushort> lowBytes = default, highBytes = default, lowSums = default, highSums = default;
            for (; count > 0; count--)
            {
                Vector.Widen(new Vector<byte>(data), out var low, out var high);
                lowSums += lowBytes;
                highSums += highBytes;
                lowBytes += low;
                highBytes += high;
                data = data[Vector<byte>.Count..];
            }

            Accumulate(lowBytes, ref bytes0, ref bytes1);
            Accumulate(highBytes, ref bytes2, ref bytes3);
            Accumulate(lowSums, ref sums0, ref sums1);
            Accumulate(highSums, ref sums2, ref sums3);
        }

        Finish(bytes0, sums0, 0, ref bytes, ref sums);
        Finish(bytes1, sums1, 1, ref bytes, ref sums);
        Finish(bytes2, sums2, 2, ref bytes, ref sums);
        Finish(bytes3, sums3, 3, ref bytes, ref sums);
    }

    private static void Accumulate(Vector<ushort> values, ref Vector<uint> lower, ref Vector<uint> upper)
    {
        Vector.Widen(values, out var low, out var high);
        lower += low;
        upper += high;
    }

    private static void Finish(Vector<uint> laneBytes, Vector<uint> laneSums, int quarter, ref ulong bytes, ref ulong sums)
    {
        for (var i = 0; i < Vector<uint>.Count; i++)
        {
            var lane = (quarter * Vector<uint>.Count) + i;
            bytes += laneBytes[i];
            sums += ((ulong)Vector<byte>.Count * laneSums[i]) + ((ulong)(Vector<byte>.Count - lane) * laneBytes[i]);
        }
    }
}
