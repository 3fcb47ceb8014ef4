// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Testing;

namespace Quayside.CrashSteps;

/// <summary>This process's part in frames, as their publisher or as a reader.</summary>
internal sealed class FramePart(IpcKey key, QuaysideSegmentOptions options) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly FrameShape _shape = new(16, 4, PixelFormat.Bgra);

    private FramePublisher? _publisher;
    private FrameReader? _reader;
    private FrameDraft _draft;
    private Frame _frame;

    /// <summary>Opens frames of the shape that all here have, in as few slots as there can be.</summary>
    public static FramePublisher Open(IpcKey key, QuaysideSegmentOptions options) =>
        FramePublisher.Open(key, _shape, new FrameOptions { Slots = 3, Segment = options });

    /// <summary>Draws the next frame, which shows its own sequence, and publishes it.</summary>
    /// <returns>The sequence.</returns>
    public static long Publish(FramePublisher publisher)
    {
        using var draft = publisher.Borrow(_shape, _patience);
        Drawing.Draw(draft.Pixels, publisher.Sequence + 1);
        return draft.Publish();
    }

    /// <summary>Does one operation and says how it went.</summary>
    public string Do(string verb) => verb switch
    {
        "open" => Done(_publisher = Open(key, options)),
        "open-reader" => Done(_reader = Read(FrameDelivery.Latest)),
        "open-follower" => Done(_reader = Read(FrameDelivery.Every)),
        "borrow" => $"{_publisher!.TryBorrow(_shape, out _draft)}",
        "write" => $"{Publish(_publisher!)}",
        "write-past-reader" => PublishPastReader(),
        "write-past-late-reader" => PublishPastLateReader(),
        "resign" => Done(_publisher!.Resign),
        "take" => $"{_reader!.TryTake(out _frame, _patience)} {Drawing.NumberOf(_frame.Pixels)}",
        "drop" => Done(_frame.Dispose),
        _ => $"error: frames cannot '{verb}'",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        // Whoever looks at something leaves when it has finished looking.
        _reader?.Dispose();
        _frame.Dispose();
        _draft.Dispose();
        _publisher?.Dispose();
    }

    private static string Done(object opened) => $"opened {opened.GetType().Name}";

    private static string Done(Action work)
    {
        work();
        return "done";
    }

    private FrameReader Read(FrameDelivery delivery) => FrameReader.Open(key, new FrameReaderOptions { Delivery = delivery, Segment = options });

    // The reader takes the oldest frame between the publisher's choice of its slot and the mark.
    private string PublishPastReader()
    {
        var observer = CrashPoint.Observer;
        CrashPoint.Observer = step =>
        {
            observer?.Invoke(step);
            if (step == CrashStep.SlotChosen && _reader!.Sequence > 0)
            {
                CrashPoint.Observer = null;
                _ = _reader.TryTake(out _frame);
                CrashPoint.Observer = observer;
            }
        };
        return $"{Publish(_publisher!)}";
    }

    // The reader has chosen the oldest frame; another publisher draws in its slot and is gone before it announces that; the reader pins late.
    private string PublishPastLateReader()
    {
        var observer = CrashPoint.Observer;
        var answer = string.Empty;
        CrashPoint.Observer = step =>
        {
            observer?.Invoke(step);
            if (step == CrashStep.FrameChosen)
            {
                CrashPoint.Observer = drawing =>
                {
                    observer?.Invoke(drawing);
                    if (drawing == CrashStep.FrameWhole)
                    {
                        throw new OperationCanceledException("gone before it announces the frame");
                    }
                };
                PublishAndGo();
                CrashPoint.Observer = pinning =>
                {
                    observer?.Invoke(pinning);
                    if (pinning == CrashStep.FramePinned)
                    {
                        CrashPoint.Observer = observer;
                        answer = $"{Publish(_publisher!)}";
                    }
                };
            }
        };
        _ = _reader!.TryTake(out _frame);
        CrashPoint.Observer = observer;
        return answer;
    }

    private void PublishAndGo()
    {
        using var other = Open(key, options);
        try
        {
            _ = Publish(other);
        }
        catch (OperationCanceledException)
        {
            // As if it had been killed there.
        }
    }
}
