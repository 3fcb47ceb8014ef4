// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Pixels;

/// <summary>Turns rows of a PNG into what the codec makes of them: four channels of a byte, or of two for grey of two.</summary>
/// <remarks>Stateless. The counterpart of <see cref="RowPacker"/>.</remarks>
internal static class RowUnpacker
{
    private const int VectorSize = 16;

    private static Vector128<byte> WithAlpha => Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);

    private static Vector128<byte> FourTimes => Vector128.Create((byte)0, 0, 0, 255, 1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255);

    private static Vector128<byte> ThreeTimesLowByteFirst =>
        Vector128.Create((byte)1, 0, 1, 0, 1, 0, 255, 255, 3, 2, 3, 2, 3, 2, 255, 255);

    private static Vector128<byte> WideOpaque => Vector128.Create(0xFFFF_0000_0000_0000u).AsByte();

    private static Vector128<byte> Opaque => Vector128.Create(0xFF00_0000u).AsByte();

    /// <summary>Unpacks pixels of a row.</summary>
    /// <param name="row">Pixels as they lie in a PNG: RGB, RGBA or grey of one byte a channel, or grey of two.</param>
    /// <param name="bytesPerPixel">How many bytes each has: 3, 4, 1 or 2.</param>
    /// <param name="target">Four bytes for each pixel, or eight for two-byte grey.</param>
    public static void Unpack(ReadOnlySpan<byte> row, int bytesPerPixel, Span<byte> target)
    {
        switch (bytesPerPixel)
        {
            case 1:
                UnpackGrey(row, target);
                break;
            case 2:
                UnpackWideGrey(row, target);
                break;
            case 3:
                UnpackColour(row, target);
                break;
            default:
                row.CopyTo(target);
                break;
        }
    }

    /// <summary>Unpacks pixels of two-byte grey that were decoded as one-byte grey with alpha.</summary>
    /// <param name="pixels">The upper byte three times, the lower one as alpha. May be the second half of the target.</param>
    /// <param name="target">Eight bytes for each pixel.</param>
    public static void UnpackDisguised(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        for (var i = 0; i < pixels.Length; i += sizeof(uint))
        {
            PutWideGrey(((uint)pixels[i] << 8) | pixels[i + 3], target.Slice(2 * i, sizeof(ulong)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackColour(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var (from, to) = (0, 0);
        for (; from <= row.Length - VectorSize; from += 12, to += VectorSize)
        {
            var colours = Vector128.Shuffle(Vector128.Create(row.Slice(from, VectorSize)), WithAlpha);
            (colours | Opaque).CopyTo(target.Slice(to, VectorSize));
        }

        for (; from < row.Length; from += 3, to += 4)
        {
            (target[to], target[to + 1], target[to + 2], target[to + 3]) = (row[from], row[from + 1], row[from + 2], byte.MaxValue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackGrey(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var i = 0;
        for (; i <= row.Length - sizeof(uint); i += sizeof(uint))
        {
            var four = Vector128.CreateScalarUnsafe(ReadUInt32LittleEndian(row[i..])).AsByte();
            (Vector128.Shuffle(four, FourTimes) | Opaque).CopyTo(target.Slice(4 * i, VectorSize));
        }

        for (; i < row.Length; i++)
        {
            WriteUInt32BigEndian(target[(4 * i)..], (row[i] * 0x0101_0100u) | byte.MaxValue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackWideGrey(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var i = 0;
        for (; i <= row.Length - sizeof(uint); i += sizeof(uint))
        {
            var two = Vector128.CreateScalarUnsafe(ReadUInt32LittleEndian(row[i..])).AsByte();
            (Vector128.Shuffle(two, ThreeTimesLowByteFirst) | WideOpaque).CopyTo(target.Slice(4 * i, VectorSize));
        }

        if (i < row.Length)
        {
            PutWideGrey(ReadUInt16BigEndian(row[i..]), target.Slice(4 * i, sizeof(ulong)));
        }
    }

    private static void PutWideGrey(ulong grey, Span<byte> target) =>
        WriteUInt64LittleEndian(target, (grey * 0x0001_0001_0001) | ((ulong)ushort.MaxValue << 48));
}
