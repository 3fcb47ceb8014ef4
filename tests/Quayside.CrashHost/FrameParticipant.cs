// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.CrashHost;

/// <summary>What a test can tell this process to do with frames. It has at most a publisher, a reader, a draft and a frame at a time.</summary>
internal sealed class FrameParticipant : IDisposable
{
    /// <summary>The shape of all frames: large enough that drawing one takes some time.</summary>
    public static readonly FrameShape Shape = new(64, 32, PixelFormat.Bgra);

    private static readonly TimeSpan _patience = Watchdog.Patience;

    private FramePublisher? _publisher;
    private FrameReader? _reader;
    private FrameDraft _draft;
    private Frame _frame;

    /// <summary>Does one command and says how it went.</summary>
    public string Do(string[] words)
    {
        try
        {
            return words switch
            {
                ["open-publisher", var key, var slots, var mode] => Done(_publisher = FramePublisher.Open(
                    key, Shape, new FrameOptions { Slots = (int)Number(slots), WhenFull = Enum.Parse<FrameFullMode>(mode) })),
                ["open-reader", var key, var delivery] => Done(_reader = FrameReader.Open(
                    key, new FrameReaderOptions { Delivery = Enum.Parse<FrameDelivery>(delivery) })),
                ["publish", var times] => Publish(Number(times)),
                ["borrow"] => Borrow(),
                ["take", var milliseconds] => Take(TimeSpan.FromMilliseconds(Number(milliseconds))),
                ["look"] => $"{_frame.Sequence} {Drawing.NumberOf(_frame.Pixels)}",
                ["drop"] => Done(_frame.Dispose),
                ["take-until", var last] => TakeUntil(Number(last)),
                ["dispose"] => Done(Dispose),
                _ => $"error: unknown command '{string.Join(' ', words)}'",
            };
        }
        catch (QuaysideException exception)
        {
            return $"error {exception.Error} {exception.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _draft.Dispose();
        _frame.Dispose();
        _publisher?.Dispose();
        _reader?.Dispose();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Done(object opened) => $"opened {opened.GetType().Name}";

    private static string Done(Action work)
    {
        work();
        return "done";
    }

    // Each frame shows its own sequence, which the publisher knows before, because it is the only one.
    private string Publish(long times)
    {
        for (var i = 0L; i < times; i++)
        {
            using var draft = _publisher!.Borrow(Shape, _patience);
            Drawing.Draw(draft.Pixels, _publisher.Sequence + 1);
            _ = draft.Publish();
        }

        return $"{_publisher!.Sequence}";
    }

    private string Borrow()
    {
        if (!_publisher!.TryBorrow(Shape, out _draft))
        {
            return "nothing";
        }

        Drawing.Draw(_draft.Pixels, number: 0);
        return "borrowed";
    }

    private string Take(TimeSpan timeout) => _reader!.TryTake(out _frame, timeout) ? $"{_frame.Sequence} {Drawing.NumberOf(_frame.Pixels)}" : "nothing";

    // Looks at each frame twice, so that a change in between is seen.
    private string TakeUntil(long last)
    {
        var (taken, torn) = (0L, 0L);
        for (var sequence = 0L; sequence < last;)
        {
            if (!_reader!.TryTake(out var frame, _patience))
            {
                return $"stuck after {sequence}";
            }

            using (frame)
            {
                sequence = frame.Sequence;
                taken++;
                var first = Drawing.NumberOf(frame.Pixels);
                Thread.SpinWait(1000);
                torn += first == sequence && Drawing.NumberOf(frame.Pixels) == sequence ? 0 : 1;
            }
        }

        return $"{taken} taken, {_reader!.Dropped} dropped, {torn} torn";
    }
}
