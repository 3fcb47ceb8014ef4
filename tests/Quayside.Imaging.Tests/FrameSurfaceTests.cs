// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using SkiaSharp;

namespace Quayside.Imaging.Tests;

public sealed class FrameSurfaceTests : FrameTest
{
    [Theory]
    [InlineData(PixelFormat.BgraPremultiplied, 3, 2, 1)]
    [InlineData(PixelFormat.RgbaPremultiplied, 1, 2, 3)]
    public void What_a_canvas_draws_is_in_the_frame(PixelFormat format, byte first, byte second, byte third)
    {
        var frame = Published(new(7, 5, format), draft =>
        {
            using var canvas = draft.ToCanvas();
            canvas.Clear(SKColors.White);
            using var paint = new SKPaint { Color = new(1, 2, 3) };
            canvas.DrawRect(2, 1, 3, 2, paint);
        });

        Assert.Equal([255, 255, 255, 255], frame.Row(0)[..4].ToArray());
        Assert.Equal([first, second, third, 255], frame.Row(2).Slice(4 * 4, 4).ToArray());
        Assert.Equal([255, 255, 255, 255], frame.Row(3).Slice(4 * 4, 4).ToArray());
    }

    [Fact]
    public void A_bitmap_is_over_the_draft_s_own_memory()
    {
        var frame = Published(new(4, 4, PixelFormat.Rgba), draft =>
        {
            using var bitmap = draft.ToBitmap();
            Assert.Equal(draft.DangerousGetAddress(), bitmap.GetPixels());
            bitmap.SetPixel(3, 2, new(10, 20, 30, 40));
        });
        Assert.Equal([10, 20, 30, 40], frame.Row(2)[12..].ToArray());
    }

    [Theory]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Gray16)]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuy2)]
    public void Pixels_that_Skia_does_not_know_are_refused_by_name(PixelFormat format)
    {
        using var publisher = FramePublisher.Open(Key, new(4, 4, format));
        using var draft = publisher.Borrow(new(4, 4, format), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(format.ToString(), Assert.Throws<ArgumentException>(() => draft.ToBitmap()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => draft.ToCanvas());
    }

    [Theory]
    [InlineData(PixelFormat.Rgba)]
    [InlineData(PixelFormat.Bgra)]
    public void A_canvas_is_refused_where_alpha_is_straight(PixelFormat format)
    {
        using var publisher = FramePublisher.Open(Key, new(4, 4, format));
        using var draft = publisher.Borrow(new(4, 4, format), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("Premultiplied", Assert.Throws<ArgumentException>(() => draft.ToCanvas()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_that_has_been_published_is_no_surface()
    {
        using var publisher = FramePublisher.Open(Key, new(4, 4, PixelFormat.Gray8));
        using var draft = publisher.Borrow(new(4, 4, PixelFormat.Gray8), cancellationToken: TestContext.Current.CancellationToken);
        _ = draft.Publish();
        Assert.Throws<ObjectDisposedException>(() => draft.ToBitmap());
        Assert.Throws<ObjectDisposedException>(() => draft.ToCanvas());
    }
}
