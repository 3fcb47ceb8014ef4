// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Another process copies frames of 8 MiB from memory of its own into slots, and this one copies them out, every one.</summary>
/// <remarks>benchmarks/c/reference.c does the same with a ring of as many slots.</remarks>
internal sealed class FrameStream : IDisposable
{
    /// <summary>How many frames are not measured, while pages are mapped; the C program has the same.</summary>
    private const int LeftOut = 8;

    private static readonly FrameShape _shape = new(2048, 1024, PixelFormat.Bgra);
    private static readonly FrameOptions _options = new() { Slots = 4, WhenFull = FrameFullMode.Wait };

    private readonly byte[] _frame = new byte[Bytes];
    private readonly FrameReader _reader;
    private readonly ChildProcess _publisher;
    private long _next;

    public FrameStream()
    {
        var key = UniqueKey.Next("quayside benchmark");

        // A reader does not make what it reads, and it is to be there before the first frame.
        using var maker = FramePublisher.Open(key, _shape, _options);
        _reader = FrameReader.Open(key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        _publisher = ChildProcess.Start(Environment.ProcessPath!, ["frame-stream-child", key]);
    }

    /// <summary>Gets the bytes of a frame.</summary>
    public static int Bytes => (int)_shape.Size;

    /// <summary>Takes so many frames, and returns nanoseconds for each.</summary>
    public double Receive(int count)
    {
        _publisher.Send((LeftOut + count).ToString(CultureInfo.InvariantCulture));
        Take(LeftOut);
        var start = Stopwatch.GetTimestamp();
        Take(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    /// <summary>Is the publisher.</summary>
    /// <param name="key">The key.</param>
    public static void Child(string key)
    {
        using var publisher = FramePublisher.Open(key, _shape, _options);
        var pixels = new byte[Bytes];
        pixels.AsSpan().Fill(1);
        var next = 0L;
        while (Console.ReadLine() is { } line)
        {
            for (var left = int.Parse(line, CultureInfo.InvariantCulture); left > 0; left--)
            {
                using var draft = publisher.Borrow(_shape, Watchdog.Patience);
                _ = BitConverter.TryWriteBytes(pixels, next++);
                pixels.CopyTo(draft.Pixels);
                _ = draft.Publish();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _publisher.WaitForExit();
        _publisher.Dispose();
        _reader.Dispose();
    }

    private void Take(int count)
    {
        for (var left = count; left > 0; left--)
        {
            if (!_reader.TryTake(out var frame, Watchdog.Patience))
            {
                throw new TimeoutException("The other process publishes nothing.");
            }

            using (frame)
            {
                frame.CopyTo(_frame);
            }

            if (BitConverter.ToInt64(_frame) != _next++)
            {
                throw new InvalidOperationException("The frame is another one.");
            }
        }
    }
}
