// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Quayside.Imaging.Tests;

public sealed class MotionJpegTests : FrameTest
{
    private static readonly FrameShape _shape = new(16, 16, PixelFormat.Gray8);

    [Fact]
    public async Task Each_frame_is_a_part_that_ends_when_it_is_written()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var stream = new MemoryStream();
        var writer = new MotionJpegWriter(stream);
        for (byte grey = 50; grey <= 150; grey += 50)
        {
            await WriteAsync(publisher, reader, writer, grey);
            Assert.EndsWith("\r\n--quayside-frame\r\n", Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
        }

        Assert.Equal("multipart/x-mixed-replace; boundary=quayside-frame", MotionJpegWriter.ContentType);
        Assert.Equal([50, 100, 150], Greys(stream.ToArray()));
    }

    [Fact]
    public void A_frame_can_be_disposed_while_its_part_is_still_on_its_way()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var stream = new MemoryStream();
        var writer = new MotionJpegWriter(stream);
        var task = WriteAsync(publisher, reader, writer, 90);
        _ = publisher.Publish(_shape, new byte[_shape.Size], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal([90], Greys(stream.ToArray()));
    }

    [Fact]
    public async Task Cancellation_is_heard_before_anything_is_written()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var stream = new MemoryStream();
        _ = publisher.Publish(_shape, new byte[_shape.Size], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(reader.TryTake(out var frame));
        using (frame)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new MotionJpegWriter(stream).WriteAsync(frame, new CancellationToken(true)));
        }

        Assert.Equal(0, stream.Length);
    }

    private static Task WriteAsync(FramePublisher publisher, FrameReader reader, MotionJpegWriter writer, byte grey)
    {
        using (var draft = publisher.Borrow(_shape))
        {
            draft.Pixels.Fill(grey);
            _ = draft.Publish();
        }

        Assert.True(reader.TryTake(out var frame));
        using (frame)
        {
            return writer.WriteAsync(frame, TestContext.Current.CancellationToken);
        }
    }

    // Reads the parts as a browser does, by their lengths.
    private static List<int> Greys(byte[] stream)
    {
        var greys = new List<int>();
        var text = Encoding.Latin1.GetString(stream);
        const string Head = "--quayside-frame\r\nContent-Type: image/jpeg\r\nContent-Length: ";
        for (var at = text.IndexOf(Head, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Head, at, StringComparison.Ordinal))
        {
            at += Head.Length;
            var end = text.IndexOf("\r\n\r\n", at, StringComparison.Ordinal);
            var length = int.Parse(text.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture);
            using var picture = SKBitmap.Decode(stream.AsSpan(end + 4, length).ToArray());
            Assert.Equal((16, 16), (picture.Width, picture.Height));
            greys.Add(picture.GetPixel(8, 8).Red);
            at = end + 4 + length;
        }

        return greys;
    }
}
