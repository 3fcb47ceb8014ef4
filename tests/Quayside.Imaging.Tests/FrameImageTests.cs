// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using SkiaSharp;

namespace Quayside.Imaging.Tests;

public sealed class FrameImageTests : FrameTest
{
    [Theory]
    [InlineData(PixelFormat.Bgra, 30, 20, 10, 40)]
    [InlineData(PixelFormat.BgraPremultiplied, 30, 20, 10, 40)]
    [InlineData(PixelFormat.Rgba, 10, 20, 30, 40)]
    [InlineData(PixelFormat.RgbaPremultiplied, 10, 20, 30, 40)]
    public void An_image_of_a_frame_that_Skia_knows_is_over_the_same_memory(PixelFormat format, byte first, byte second, byte third, byte fourth)
    {
        var frame = Published(new(5, 3, format), draft => new[] { first, second, third, fourth }.CopyTo(draft.Row(2)[(4 * 4)..]));

        using var image = frame.ToImage();

        using var pixels = image.PeekPixels();
        Assert.Equal(frame.DangerousGetAddress(), pixels.GetPixels());
        Assert.Equal((5, 3, frame.Shape.Stride), (pixels.Width, pixels.Height, pixels.RowBytes));
        using var copy = new SKBitmap(new SKImageInfo(5, 3, SKColorType.Rgba8888, pixels.AlphaType));
        Assert.True(pixels.ReadPixels(copy.PeekPixels()));
        Assert.Equal([10, 20, 30, 40], copy.GetPixelSpan()[^4..].ToArray());
    }

    [Fact]
    public void Grey_of_8_bits_is_over_the_same_memory_and_opaque()
    {
        var frame = Published(new(5, 3, PixelFormat.Gray8), draft => draft.Row(1)[3] = 77);
        using var image = frame.ToImage();
        using var pixels = image.PeekPixels();
        Assert.Equal(frame.DangerousGetAddress(), pixels.GetPixels());
        Assert.Equal(new SKColor(77, 77, 77), pixels.GetPixelColor(3, 1));
    }

    [Fact]
    public void A_stride_of_broken_pixels_is_copied()
    {
        var frame = Published(new(2, 2, PixelFormat.Bgra, stride: 11), draft => new byte[] { 3, 2, 1, 255 }.CopyTo(draft.Row(1)[4..]));
        using var image = frame.ToImage();
        using var pixels = image.PeekPixels();
        Assert.NotEqual(frame.DangerousGetAddress(), pixels.GetPixels());
        Assert.Equal(new SKColor(1, 2, 3), pixels.GetPixelColor(1, 1));
    }

    [Fact]
    public void Red_green_and_blue_of_three_bytes_become_pixels()
    {
        var frame = Published(new(3, 2, PixelFormat.Rgb24), draft => new byte[] { 1, 2, 3, 40, 50, 60, 255, 0, 128 }.CopyTo(draft.Row(1)));
        Assert.Equal([new(1, 2, 3), new(40, 50, 60), new(255, 0, 128)], Row(frame, 1));
    }

    [Fact]
    public void Grey_of_16_bits_is_rounded_to_8()
    {
        var frame = Published(new(4, 1, PixelFormat.Gray16), draft => new byte[] { 0, 0, 255, 255, 128, 0, 129, 0 }.CopyTo(draft.Row(0)));
        Assert.Equal([new(0, 0, 0), new(255, 255, 255), new(0, 0, 0), new(1, 1, 1)], Row(frame, 0));
    }

    // Colour bars of 75 % as BT.601 has them: luma, Cb, Cr; red, green, blue.
    [Theory]
    [InlineData(16, 128, 128, 0, 0, 0)]
    [InlineData(235, 128, 128, 255, 255, 255)]
    [InlineData(180, 128, 128, 191, 191, 191)]
    [InlineData(162, 44, 142, 191, 191, 0)]
    [InlineData(131, 156, 44, 0, 191, 191)]
    [InlineData(65, 100, 212, 191, 0, 0)]
    [InlineData(35, 212, 114, 0, 0, 191)]
    [InlineData(255, 255, 255, 255, 255, 255)]
    [InlineData(0, 0, 0, 0, 135, 0)]
    public void Luma_and_chroma_become_colours_by_BT_601_in_both_formats(byte y, byte cb, byte cr, byte red, byte green, byte blue)
    {
        using var packed = Yuy2(y, cb, cr);
        using var planar = Nv12(y, cb, cr);
        foreach (var image in (SKImage[])[packed, planar])
        {
            using var pixels = image.PeekPixels();
            var colour = pixels.GetPixelColor(2, 1);
            if (y is not (0 or 255))
            {
                Assert.Equal(red, colour.Red, 2.0);
                Assert.Equal(blue, colour.Blue, 2.0);
            }

            Assert.Equal(green, y == 255 ? (byte)255 : colour.Green, 2.0);
            Assert.Equal(255, colour.Alpha);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Bgra)]
    [InlineData(PixelFormat.RgbaPremultiplied)]
    [InlineData(PixelFormat.Gray8)]
    [InlineData(PixelFormat.Gray16)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuy2)]
    public void Every_format_is_encoded_as_PNG_and_as_JPEG(PixelFormat format)
    {
        var frame = Published(new(32, 16, format), draft => draft.Pixels.Fill(255));
        using var image = frame.ToImage();
        using var original = image.PeekPixels();

        using var png = new MemoryStream();
        frame.EncodePng(png);
        using var jpeg = new MemoryStream();
        frame.EncodeJpeg(jpeg);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png.ToArray()[..4]);
        Assert.Equal([0xFF, 0xD8], jpeg.ToArray()[..2]);
        foreach (var (file, tolerance) in new[] { (png, 0.0), (jpeg, 3.0) })
        {
            using var decoded = SKBitmap.Decode(file.ToArray());
            Assert.Equal((32, 16), (decoded.Width, decoded.Height));
            Assert.Equal(original.GetPixelColor(9, 7).Red, decoded.GetPixel(9, 7).Red, tolerance);
            Assert.Equal(original.GetPixelColor(9, 7).Blue, decoded.GetPixel(9, 7).Blue, tolerance);
        }
    }

    [Fact]
    public void A_quality_that_is_none_is_refused()
    {
        var frame = Published(new(2, 2, PixelFormat.Bgra), _ => { });
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.EncodeJpeg(Stream.Null, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MotionJpegWriter(Stream.Null, -1));
    }

    [Fact]
    public void A_side_that_no_JPEG_can_have_is_refused()
    {
        var frame = Published(new(65_536, 1, PixelFormat.Gray8), _ => { });
        Assert.Contains("65536 x 1", Assert.Throws<ArgumentException>(() => frame.EncodeJpeg(Stream.Null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_has_been_disposed_is_no_image_and_an_image_that_outlives_reader_and_frame_is_black()
    {
        var frame = Published(new(2, 2, PixelFormat.Rgba), draft => draft.Pixels.Fill(200));
        using var image = frame.ToImage();
        Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Throws<ObjectDisposedException>(() => frame.ToImage());
        using var pixels = image.PeekPixels();
        Assert.Equal(0, pixels.GetPixelColor(1, 1).Red);
    }

    private static SKColor[] Row(Frame frame, int row)
    {
        using var image = frame.ToImage();
        using var pixels = image.PeekPixels();
        return [.. Enumerable.Range(0, image.Width).Select(x => pixels.GetPixelColor(x, row))];
    }

    // The pixels at 2, 1 alone have the colour; all others are neighbours to be told from it.
    private SKImage Yuy2(byte y, byte cb, byte cr) =>
        Published(new(4, 2, PixelFormat.Yuy2), draft => new[] { y, cb, y, cr }.CopyTo(draft.Row(1)[4..])).ToImage();

    private SKImage Nv12(byte y, byte cb, byte cr)
    {
        var shape = new FrameShape(4, 2, PixelFormat.Nv12);
        using var publisher = FramePublisher.Open(IpcKey.PlatformSafe(UniqueKey.Next("quayside-frames")), shape);
        using (var draft = publisher.Borrow(shape))
        {
            draft.Row(1)[2] = y;
            new[] { cb, cr }.CopyTo(draft.Row(0, plane: 1)[2..]);
            _ = draft.Publish();
        }

        using var reader = FrameReader.Open(publisher.Key);
        Assert.True(reader.TryTake(out var frame));
        using (frame)
        {
            return frame.ToImage();
        }
    }
}
