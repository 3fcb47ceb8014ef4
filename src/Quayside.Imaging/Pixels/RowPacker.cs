// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Pixels;

/// <summary>Turns rows of pixels into rows of a PNG.</summary>
/// <remarks>
/// Stateless. Each loop takes sixteen bytes at a time and leaves what is less to the same formula for one pixel. Packing four bytes into
/// three stores sixteen to keep twelve: the next ones overwrite the rest, inside the row.
/// </remarks>
internal static class RowPacker
{
    private const int VectorSize = 16;

    private static Vector128<byte> RedFirst => Vector128.Create((byte)2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8, 11, 14, 13, 12, 15);

    private static Vector128<byte> WithoutAlpha => Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);

    private static Vector128<byte> RedFirstWithoutAlpha => Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15);

    private static Vector128<byte> HighByteFirst => Vector128.Create((byte)1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);

    /// <summary>Packs pixels of a row.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="format">How they lie.</param>
    /// <param name="isOpaque">Whether their alpha is left out.</param>
    /// <param name="target">As many bytes as they take in a PNG.</param>
    public static void Pack(ReadOnlySpan<byte> pixels, PixelFormat format, bool isOpaque, Span<byte> target)
    {
        switch (format)
        {
            case PixelFormat.Bgra or PixelFormat.BgraPremultiplied when isOpaque:
                DropAlpha(pixels, target, RedFirstWithoutAlpha, red: 2);
                break;
            case PixelFormat.Rgba or PixelFormat.RgbaPremultiplied when isOpaque:
                DropAlpha(pixels, target, WithoutAlpha, red: 0);
                break;
            case PixelFormat.Bgra:
                PutRedFirst(pixels, target);
                break;
            case PixelFormat.BgraPremultiplied:
                Unpremultiplier.Divide(pixels, target, redShift: 16);
                break;
            case PixelFormat.RgbaPremultiplied:
                Unpremultiplier.Divide(pixels, target, redShift: 0);
                break;
            case PixelFormat.Gray16 when BitConverter.IsLittleEndian:
                PutHighByteFirst(pixels, target);
                break;
            default:
                pixels.CopyTo(target);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DropAlpha(ReadOnlySpan<byte> pixels, Span<byte> target, Vector128<byte> order, int red)
    {
        var (from, to) = (0, 0);
        for (; to <= target.Length - VectorSize; from += VectorSize, to += 12)
        {
            Vector128.ShuffleNative(Vector128.Create(pixels.Slice(from, VectorSize)), order).CopyTo(target.Slice(to, VectorSize));
        }

        for (; to < target.Length; from += 4, to += 3)
        {
            var pixel = pixels.Slice(from, 4);
            (target[to], target[to + 1], target[to + 2]) = (pixel[red], pixel[1], pixel[2 - red]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutRedFirst(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        var i = 0;
        for (; i <= pixels.Length - VectorSize; i += VectorSize)
        {
            Vector128.Shuffle(Vector128.Create(pixels.Slice(i, VectorSize)), RedFirst).CopyTo(target.Slice(i, VectorSize));
        }

        for (; i < pixels.Length; i += 4)
        {
            (target[i], target[i + 1], target[i + 2], target[i + 3]) = (pixels[i + 2], pixels[i + 1], pixels[i], pixels[i + 3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutHighByteFirst(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        var i = 0;
        for (; i <= pixels.Length - VectorSize; i += VectorSize)
        {
            Vector128.Shuffle(Vector128.Create(pixels.Slice(i, VectorSize)), HighByteFirst).CopyTo(target.Slice(i, VectorSize));
        }

        for (; i < pixels.Length; i += sizeof(ushort))
        {
            WriteUInt16BigEndian(target[i..], ReadUInt16LittleEndian(pixels[i..]));
        }
    }
}
