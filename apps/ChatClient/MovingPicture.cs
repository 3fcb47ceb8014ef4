// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Imaging;
using Quayside.WebApp;
using SkiaSharp;

namespace Quayside.ChatClient;

/// <summary>A picture with more frames than one (GIF, WebP), played over and over at its own pace. For one run.</summary>
/// <remarks>
/// Decoded frame by frame, each upon the one before: the memory is that of one frame, whatever the length. A frame that is shown for long is
/// published again from time to time, because what is old is not live.
/// </remarks>
internal sealed class MovingPicture : ILiveSource
{
    // As every browser does: such pictures were made for programs that could not keep up.
    private static readonly TimeSpan _tooShort = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _instead = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _again = LiveFrames.Silence / 4;

    private readonly SKCodec _codec;
    private readonly SKCodecFrameInfo[] _frames;
    private readonly SKBitmap _canvas;
    private int _drawn = -1;

    private MovingPicture(SKCodec codec, SKBitmap canvas)
    {
        _codec = codec;
        _frames = codec.FrameInfo;
        _canvas = canvas;
    }

    /// <inheritdoc/>
    public string Name => "picture";

    /// <summary>Takes a picture that moves.</summary>
    /// <param name="file">A file of which <see cref="QtPicture.FromEncoded"/> has made a picture, so that its size is known to be bearable.</param>
    /// <returns>The picture; null when it has one frame, has to be turned, or leaves no memory: such are shown still.</returns>
    public static MovingPicture? TryOpen(ReadOnlySpan<byte> file)
    {
        using var data = SKData.CreateCopy(file);
        var codec = SKCodec.Create(data);
        if (codec is { FrameCount: > 1, EncodedOrigin: SKEncodedOrigin.TopLeft })
        {
            var canvas = new SKBitmap();
            if (canvas.TryAllocPixels(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul)))
            {
                return new(codec, canvas);
            }

            canvas.Dispose();
        }

        codec?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public async Task RunAsync(FramePublisher publisher, CancellationToken end)
    {
        var shape = LiveFrames.ShapeFor(_canvas.Width, _canvas.Height, PixelFormat.RgbaPremultiplied);
        var clock = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        for (var index = 0; Draw(index); index = (index + 1) % _frames.Length)
        {
            Publish(publisher, shape);
            var duration = TimeSpan.FromMilliseconds(_frames[index].Duration);
            due += duration > _tooShort ? duration : _instead;
            if (due < clock.Elapsed)
            {
                // Too slow to keep the pace: it is shown slower, and does not race to catch up.
                due = clock.Elapsed;
                await Task.Yield();
                end.ThrowIfCancellationRequested();
            }

            for (var left = due - clock.Elapsed; left > TimeSpan.Zero; left = due - clock.Elapsed)
            {
                await Task.Delay(left < _again ? left : _again, end).ConfigureAwait(false);
                if (left > _again)
                {
                    Publish(publisher, shape);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _canvas.Dispose();
        _codec.Dispose();
    }

    // A frame that cannot be decoded ends the show, and the still picture stays.
    private bool Draw(int index)
    {
        var needed = _frames[index].RequiredFrame;
        var result = needed >= 0 && _drawn >= needed && _drawn < index ? Decode(index, _drawn) : SKCodecResult.InvalidParameters;
        if (result == SKCodecResult.InvalidParameters)
        {
            // The one before is of no use here, or was to be undone: the codec draws what this one needs.
            result = Decode(index, prior: -1);
        }

        _drawn = index;
        return result is SKCodecResult.Success or SKCodecResult.IncompleteInput;
    }

    private SKCodecResult Decode(int index, int prior) =>
        _codec.GetPixels(_canvas.Info, _canvas.GetPixels(), _canvas.RowBytes, new SKCodecOptions(index, prior));

    private void Publish(FramePublisher publisher, FrameShape shape)
    {
        if (!publisher.TryBorrow(shape, out var draft))
        {
            // Readers have all slots open. The publisher counts it, and the next one may find one.
            return;
        }

        using (draft)
        {
            using (var target = draft.ToBitmap())
            {
                _ = _canvas.ScalePixels(target, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            }

            _ = draft.Publish();
        }
    }
}
