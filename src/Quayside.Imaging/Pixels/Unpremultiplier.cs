// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quayside.Imaging.Pixels;

/// <summary>Divides colours by alpha.</summary>
/// <remarks>
/// <para>Stateless. A colour c under alpha a becomes 255 c / a, rounded to the nearest, halves up; 255 if c is more than a, which no
/// premultiplied pixel has; 0 under full transparency, where the colour is lost. Multiplying by alpha again gives c back, in Qt and in Skia.</para>
/// <para>Qt and Skia themselves round some exact halves down; a test says which values differ.</para>
/// </remarks>
internal static class Unpremultiplier
{
    private const int VectorSize = 16;

    // A quotient that is no half is further than 1/510 from the next one; the little more makes up for what the division lost.
    private const float HalfUp = 0.5f + (1f / 1024);

    /// <summary>Divides pixels of four bytes and puts red first.</summary>
    /// <param name="pixels">The pixels; green is their second byte and alpha their fourth.</param>
    /// <param name="target">As many bytes.</param>
    /// <param name="redShift">How far red is from the lowest bits of a pixel read as a little-endian number: 0, or 16 for blue first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(ReadOnlySpan<byte> pixels, Span<byte> target, int redShift)
    {
        var i = 0;
        for (; i <= pixels.Length - VectorSize; i += VectorSize)
        {
            Divide(Vector128.Create(pixels.Slice(i, VectorSize)), redShift).CopyTo(target.Slice(i, VectorSize));
        }

        if (i < pixels.Length)
        {
            // The last one to three pixels, among zeroes.
            Span<byte> rest = stackalloc byte[VectorSize];
            rest.Clear();
            pixels[i..].CopyTo(rest);
            Divide(Vector128.Create((ReadOnlySpan<byte>)rest), redShift).CopyTo(rest);
            rest[..(pixels.Length - i)].CopyTo(target[i..]);
        }
    }

    private static Vector128<byte> Divide(Vector128<byte> bytes, int redShift)
    {
        var pixels = bytes.AsUInt32();
        if (!BitConverter.IsLittleEndian)
        {
            pixels = Reverse(pixels);
        }

        var alpha = pixels >>> 24;
        var factor = Vector128.Create(255f) / Vector128.ConvertToSingle(alpha.AsInt32());
        var divided = Divide(pixels >>> redShift, factor)
            | (Divide(pixels >>> 8, factor) << 8)
            | (Divide(pixels >>> (16 - redShift), factor) << 16)
            | (alpha << 24);
        divided = Vector128.AndNot(divided, Vector128.Equals(alpha, Vector128<uint>.Zero));
        return (BitConverter.IsLittleEndian ? divided : Reverse(divided)).AsByte();
    }

    private static Vector128<uint> Divide(Vector128<uint> colour, Vector128<float> factor)
    {
        var whole = Vector128.ConvertToSingle((colour & Vector128.Create(255u)).AsInt32());
        var quotient = Vector128.Min((whole * factor) + Vector128.Create(HalfUp), Vector128.Create(255f));
        return Vector128.ConvertToInt32(quotient).AsUInt32() & Vector128.Create(255u);
    }

    private static Vector128<uint> Reverse(Vector128<uint> pixels) => Vector128.Shuffle(
        pixels.AsByte(), Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)).AsUInt32();
}
