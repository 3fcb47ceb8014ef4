// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using SkiaSharp;

namespace Quayside.Snippets;

internal static class LivePictures
{
    public static void Tell()
    {
        using var changed = ChangeSignal.Open("share.changed");
        var watcher = new SharedMemoryWatcher("share", new SharedMemoryWatcherOptions { Signal = changed });
        Console.WriteLine(watcher.Key);
    }

    public static void Draw()
    {
        var shape = new FrameShape(640, 480, PixelFormat.BgraPremultiplied);
        using var publisher = FramePublisher.Open("clock.frames", shape);
        using var draft = publisher.Borrow(shape);
        using (var canvas = draft.ToCanvas())
        {
            canvas.Clear(SKColors.White);
            canvas.DrawCircle(320, 240, 200, new SKPaint { Color = SKColors.SteelBlue });
        }

        draft.Publish();
    }

    public static async Task Look(CancellationToken cancellationToken)
    {
        using var reader = FrameReader.Open("clock.frames");
        using var frame = await reader.TakeAsync(cancellationToken);
        using var image = frame.ToImage();
        using var file = File.Create("clock.png");
        frame.EncodePng(file);
    }

    public static async Task Stream(Response response, FrameReader reader, CancellationToken cancellationToken)
    {
        response.ContentType = MotionJpegWriter.ContentType;
        var writer = new MotionJpegWriter(response.Body);
        await foreach (var frame in reader.ReadAllAsync(cancellationToken))
        {
            await writer.WriteAsync(frame, cancellationToken);
        }
    }
}

/// <summary>The answer to a request, as ASP.NET Core has it.</summary>
internal sealed class Response(Stream body)
{
    public string ContentType { get; set; } = string.Empty;

    public Stream Body => body;
}
