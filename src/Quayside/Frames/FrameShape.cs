// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Participants;

namespace Quayside;

/// <summary>What the pixels of a frame are: size, format, and where rows begin. An immutable value.</summary>
/// <remarks>Made by the constructor, it makes sense; <c>default</c> is no shape, and refused wherever one is asked for.</remarks>
public readonly record struct FrameShape
{
    private const int DefaultAlignment = 64;

    /// <summary>Makes a shape.</summary>
    /// <param name="width">Pixels in a row, at least 1; even for <see cref="PixelFormat.Nv12"/> and <see cref="PixelFormat.Yuy2"/>.</param>
    /// <param name="height">Rows, at least 1; even for <see cref="PixelFormat.Nv12"/>.</param>
    /// <param name="format">The format of the pixels.</param>
    /// <param name="stride">Bytes from one row to the next, at least those of the pixels; 0 for these, rounded up to a multiple of 64.</param>
    /// <exception cref="ArgumentException">There is no such frame, or it has more bytes than a span can show.</exception>
    public FrameShape(int width, int height, PixelFormat format, int stride = 0)
    {
        if (!TryCreate(width, height, (int)format, stride, out this, out var complaint))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"There is no frame of {width} x {height} pixels, {format}, with a stride of {stride} bytes: {complaint}."));
        }
    }

    private FrameShape(int width, int height, PixelFormat format, int stride, int minStride) =>
        (Width, Height, Format, Stride, MinStride) = (width, height, format, stride, minStride);

    /// <summary>Gets the pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Gets the rows.</summary>
    public int Height { get; }

    /// <summary>Gets the format of the pixels.</summary>
    public PixelFormat Format { get; }

    /// <summary>Gets the bytes from one row to the next, in every plane.</summary>
    public int Stride { get; }

    /// <summary>Gets the bytes of a row that are pixels: the least stride.</summary>
    public int MinStride { get; }

    /// <summary>Gets the bytes of a frame, all planes and all strides of them.</summary>
    public long Size => (long)Stride * TotalRows(Height, Format);

    /// <summary>Gets the planes: 2 for <see cref="PixelFormat.Nv12"/>, or else 1.</summary>
    public int PlaneCount => Format == PixelFormat.Nv12 ? 2 : 1;

    internal bool IsDefault => Width == 0;

    /// <summary>Gets the rows of a plane.</summary>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    public int RowsOf(int plane)
    {
        CheckPlane(plane);
        return plane == 0 ? Height : Height / 2;
    }

    /// <summary>Gets where the bytes of a plane begin.</summary>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    public int OffsetOf(int plane)
    {
        CheckPlane(plane);
        return plane == 0 ? 0 : Stride * Height;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height} {Format}, stride {Stride}");

    /// <summary>Makes a shape of numbers of which nothing is known.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="format">The format.</param>
    /// <param name="stride">Bytes from one row to the next, or 0.</param>
    /// <param name="shape">The shape, or none.</param>
    /// <param name="complaint">What is wrong, or null.</param>
    internal static bool TryCreate(long width, long height, long format, long stride, out FrameShape shape, out string? complaint)
    {
        shape = default;
        complaint = Complaint(width, height, format, stride, out var minStride);
        if (complaint is null)
        {
            stride = stride == 0 ? SegmentLayout.RoundUp(minStride, DefaultAlignment) : stride;
            shape = new FrameShape((int)width, (int)height, (PixelFormat)format, (int)stride, (int)minStride);
        }

        return complaint is null;
    }

    /// <summary>Gets where the pixels of a row begin.</summary>
    internal int OffsetOfRow(int row, int plane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowsOf(plane));
        return OffsetOf(plane) + (Stride * row);
    }

    private static string? Complaint(long width, long height, long format, long stride, out long minStride)
    {
        minStride = 0;
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue)
        {
            return "width and height are at least 1";
        }

        if (format is < (long)PixelFormat.Bgra or > (long)PixelFormat.Yuy2)
        {
            return "the format is not one that is known";
        }

        if ((format is (long)PixelFormat.Nv12 or (long)PixelFormat.Yuy2 && width % 2 != 0) || (format == (long)PixelFormat.Nv12 && height % 2 != 0))
        {
            return "two pixels share their colour, so the width has to be even, and for Nv12 the height too";
        }

        minStride = width * BytesPerPixel((PixelFormat)format);
        if (stride < 0 || (stride > 0 && stride < minStride))
        {
            return string.Create(CultureInfo.InvariantCulture, $"a row has {minStride} bytes, so the stride is at least that, or 0");
        }

        // No product here is beyond 64 bits: none of the factors is beyond 32, once the stride is not.
        stride = stride == 0 ? SegmentLayout.RoundUp(minStride, DefaultAlignment) : stride;
        return stride > Array.MaxLength || stride * TotalRows(height, (PixelFormat)format) > Array.MaxLength
            ? "it has more than 2 GiB"
            : null;
    }

    private static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Gray8 or PixelFormat.Nv12 => 1,
        PixelFormat.Gray16 or PixelFormat.Yuy2 => 2,
        PixelFormat.Rgb24 => 3,
        _ => 4,
    };

    private static long TotalRows(long height, PixelFormat format) => format == PixelFormat.Nv12 ? height / 2 * 3 : height;

    private void CheckPlane(int plane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plane, PlaneCount);
    }
}
