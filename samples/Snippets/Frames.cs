// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Snippets;

internal static class Frames
{
    public static void Draw(CancellationToken cancellationToken)
    {
        var shape = new FrameShape(1920, 1080, PixelFormat.Bgra);
        using var publisher = FramePublisher.Open("camera", largest: shape);
        while (!cancellationToken.IsCancellationRequested)
        {
            using var draft = publisher.Borrow(shape, cancellationToken: cancellationToken);
            for (var y = 0; y < shape.Height; y++)
            {
                DrawRow(draft.Row(y));
            }

            draft.Publish();
        }
    }

    public static async Task Look(CancellationToken cancellationToken)
    {
        using var reader = FrameReader.Open("camera");
        await foreach (var frame in reader.ReadAllAsync(cancellationToken))
        {
            Console.WriteLine($"{frame.Sequence}: {frame.Shape}, {frame.Age.TotalMicroseconds} us old, {frame.Pixels[0]}");
        }
    }

    public static void Record()
    {
        using var publisher = FramePublisher.Open("scope", new FrameShape(640, 480, PixelFormat.Gray16), new FrameOptions { Slots = 16, WhenFull = FrameFullMode.Wait });
        using var reader = FrameReader.Open("scope", new FrameReaderOptions { Delivery = FrameDelivery.Every });
        if (reader.TryTake(out var frame, TimeSpan.FromSeconds(1)))
        {
            using (frame)
            {
                Save(frame.Pixels);
            }
        }
    }

    private static void DrawRow(Span<byte> row) => row.Fill(128);

    private static void Save(ReadOnlySpan<byte> pixels) => File.WriteAllBytes("frame.raw", pixels);
}
