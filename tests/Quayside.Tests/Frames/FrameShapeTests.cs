// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using CsCheck;

namespace Quayside.Tests.Frames;

/// <summary>What shapes there are, and where in them things lie.</summary>
public sealed class FrameShapeTests
{
    private static readonly long[] _edges = [0, 1, int.MaxValue, int.MaxValue + 1L, uint.MaxValue, long.MaxValue, long.MinValue, -1];

    [Theory]
    [InlineData(PixelFormat.Bgra, 1, 1, 4, 64, 64, 1)]
    [InlineData(PixelFormat.BgraPremultiplied, 17, 3, 68, 128, 384, 1)]
    [InlineData(PixelFormat.Rgba, 16, 2, 64, 64, 128, 1)]
    [InlineData(PixelFormat.RgbaPremultiplied, 3840, 2160, 15360, 15360, 33_177_600, 1)]
    [InlineData(PixelFormat.Rgb24, 5, 2, 15, 64, 128, 1)]
    [InlineData(PixelFormat.Gray8, 65, 2, 65, 128, 256, 1)]
    [InlineData(PixelFormat.Gray16, 33, 2, 66, 128, 256, 1)]
    [InlineData(PixelFormat.Nv12, 66, 4, 66, 128, 768, 2)]
    [InlineData(PixelFormat.Nv12, 2, 2, 2, 64, 192, 2)]
    [InlineData(PixelFormat.Yuy2, 34, 5, 68, 128, 640, 1)]
    public void A_shape_has_the_least_stride_rounded_up(PixelFormat format, int width, int height, int minStride, int stride, long size, int planes)
    {
        var shape = new FrameShape(width, height, format);
        Assert.Equal((width, height, format), (shape.Width, shape.Height, shape.Format));
        Assert.Equal((minStride, stride, size, planes), (shape.MinStride, shape.Stride, shape.Size, shape.PlaneCount));
        Assert.Equal(shape, new FrameShape(width, height, format, stride));
        Assert.Equal(minStride, new FrameShape(width, height, format, minStride).Stride);
        Assert.NotEqual(shape, new FrameShape(width, height, format, stride + 1));
    }

    [Fact]
    public void Planes_lie_one_behind_the_other()
    {
        var shape = new FrameShape(6, 4, PixelFormat.Nv12, 7);
        Assert.Equal([0, 28], [shape.OffsetOf(0), shape.OffsetOf(1)]);
        Assert.Equal([4, 2], [shape.RowsOf(0), shape.RowsOf(1)]);
        Assert.Equal(42, shape.Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.OffsetOf(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.RowsOf(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameShape(6, 4, PixelFormat.Yuy2).OffsetOf(1));
    }

    [Theory]
    [InlineData(0, 1, PixelFormat.Bgra, 0, "at least 1")]
    [InlineData(1, 0, PixelFormat.Bgra, 0, "at least 1")]
    [InlineData(-1, 1, PixelFormat.Bgra, 0, "at least 1")]
    [InlineData(1, int.MinValue, PixelFormat.Bgra, 0, "at least 1")]
    [InlineData(1, 1, (PixelFormat)0, 0, "not one that is known")]
    [InlineData(1, 1, (PixelFormat)10, 0, "not one that is known")]
    [InlineData(3, 2, PixelFormat.Nv12, 0, "even")]
    [InlineData(2, 3, PixelFormat.Nv12, 0, "even")]
    [InlineData(3, 2, PixelFormat.Yuy2, 0, "even")]
    [InlineData(2, 2, PixelFormat.Bgra, 7, "a row has 8 bytes")]
    [InlineData(2, 2, PixelFormat.Bgra, -1, "a row has 8 bytes")]
    [InlineData(int.MaxValue, 1, PixelFormat.Bgra, 0, "2 GiB")]
    [InlineData(int.MaxValue, int.MaxValue, PixelFormat.Bgra, 0, "2 GiB")]
    [InlineData(1 << 15, 1 << 14, PixelFormat.Bgra, 0, "2 GiB")]
    [InlineData(1, 2, PixelFormat.Gray8, int.MaxValue, "2 GiB")]
    [InlineData(2, int.MaxValue - 1, PixelFormat.Nv12, 2, "2 GiB")]
    public void What_makes_no_sense_is_refused_with_the_reason(int width, int height, PixelFormat format, int stride, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(() => new FrameShape(width, height, format, stride));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_which_nothing_is_known_make_a_shape_whose_rows_are_all_in_it_or_none() =>
        Gen.Select(Hostile, Hostile, Gen.OneOf(Gen.Long[-1, 11], Gen.Long), Hostile).Sample(numbers =>
        {
            var (width, height, format, stride) = numbers;
            if (!FrameShape.TryCreate(width, height, format, stride, out var shape, out var complaint))
            {
                Assert.Equal((default, true), (shape, complaint is not null));
                return;
            }

            Assert.Equal((width, height, format), (shape.Width, shape.Height, (long)shape.Format));
            Assert.InRange(shape.Size, 1, Array.MaxLength);
            Assert.InRange(shape.Stride, shape.MinStride, int.MaxValue);
            for (var plane = 0; plane < shape.PlaneCount; plane++)
            {
                var last = shape.OffsetOfRow(shape.RowsOf(plane) - 1, plane);
                Assert.InRange(last + (long)shape.MinStride, 1, shape.Size);
                Assert.Throws<ArgumentOutOfRangeException>(() => shape.OffsetOfRow(shape.RowsOf(plane), plane));
                Assert.Throws<ArgumentOutOfRangeException>(() => shape.OffsetOfRow(-1, plane));
            }
        });

    [Theory]
    [InlineData(0, 0, 10, 5, true)]
    [InlineData(9, 4, 1, 1, true)]
    [InlineData(10, 0, 1, 1, false)]
    [InlineData(0, 5, 1, 1, false)]
    [InlineData(0, 0, 0, 1, false)]
    [InlineData(0, 0, 1, -1, false)]
    [InlineData(-1, 0, 1, 1, false)]
    [InlineData(1, 1, int.MaxValue, 1, false)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, false)]
    public void An_area_is_in_a_frame_or_not(int x, int y, int width, int height, bool isIn) =>
        Assert.Equal(isIn, new FrameArea(x, y, width, height).IsIn(new FrameShape(10, 5, PixelFormat.Gray8)));

    // Small ones, large ones, and those at the edges of words.
    private static Gen<long> Hostile => Gen.OneOf(
        Gen.Long[-2, 100], Gen.Long[0, 1L << 33], Gen.Long, Gen.Int[0, _edges.Length - 1].Select(index => _edges[index]));
}
