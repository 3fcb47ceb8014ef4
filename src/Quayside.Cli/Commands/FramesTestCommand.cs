// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Frames;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside frames test KEY</c>: publishes a card that moves.</summary>
internal static class FramesTestCommand
{
    private const double DefaultRate = 30;

    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var size = FrameParameters.Size();
        var rate = FrameParameters.Rate($"Frames a second. Without it: {DefaultRate}.");
        var format = FrameParameters.Format();
        var slots = FrameParameters.Slots();
        var count = Parameters.Count("--count", "End after this many frames. Without it: at Ctrl-C.");
        var verb = new Verb(
            "test",
            "Publishes a moving test card under KEY, so that readers have something to read.",
            """
            Colour bars (the last one half transparent), a black bar that moves, and at the
            bottom the frame's sequence: 32 blocks, white for 1, the highest bit at the
            left. It is drawn where readers look at it. Prints `publishing ...` once the
            first frame is there, and at the end what it did. A frame for which readers
            leave no slot free is dropped and counted. Ctrl-C and SIGTERM end it with 0;
            the last program to leave takes the segment away.
            """,
            "quayside frames test camera --size 640x480 --format nv12",
            ExitCode.Usage, ExitCode.BadData, ExitCode.System, ExitCode.LockTimeout, ExitCode.InUse, ExitCode.PermissionDenied)
        {
            key, size, rate, format, slots, count, owner,
        };
        verb.SetAction(parsed =>
        {
            var shape = FrameParameters.Shape(parsed.GetValue(size), parsed.GetValue(format));
            var slotCount = parsed.GetValue(slots) ?? new FrameOptions().Slots;
            return Opening.Run(() => Run(
                parsed.GetRequiredValue(key), parsed.GetValue(owner), shape, parsed.GetValue(rate) ?? DefaultRate, slotCount, parsed.GetValue(count) ?? long.MaxValue));
        });
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, FrameShape shape, double rate, int slots, long count) => Interruption.Run(stop =>
    {
        using var publisher = Opening.Open(
            segment => FramePublisher.Open(key, shape, new FrameOptions { Slots = slots, Segment = segment }), owner, new Deadline(TimeSpan.Zero), stop);
        var start = Stopwatch.GetTimestamp();
        var frames = Publish(publisher, KeyText.Of(key), shape, rate, count, stop);
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        StandardOutput.Line(string.Create(
            CultureInfo.InvariantCulture, $"published {Words.Count(frames, "frame", "frames")} in {time:0.0} s ({frames / time:0.0} a second), {publisher.Dropped} dropped"));
        return ExitCode.Success.Number;
    });

    private static long Publish(FramePublisher publisher, string key, FrameShape shape, double rate, long count, CancellationToken stop)
    {
        var card = new TestCard(shape);
        var pace = new Pace(rate);
        using var progress = new ProgressLine();
        var (frames, lap, framesBefore) = (0L, Stopwatch.GetTimestamp(), 0L);
        while (frames < count && pace.Wait(stop))
        {
            if (TryPublish(publisher, card, shape) && ++frames == 1)
            {
                StandardOutput.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"publishing {key} ({Words.Frames(shape)}, {rate} a second, {publisher.Slots} slots) native {publisher.Key.NativeName}"));
            }

            var time = Stopwatch.GetElapsedTime(lap);
            if (time >= _second)
            {
                progress.Show(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Words.Count(frames, "frame", "frames")}, {(frames - framesBefore) / time.TotalSeconds:0.0} a second, {publisher.Dropped} dropped"));
                (lap, framesBefore) = (Stopwatch.GetTimestamp(), frames);
            }
        }

        return frames;
    }

    private static bool TryPublish(FramePublisher publisher, TestCard card, FrameShape shape)
    {
        if (!publisher.TryBorrow(shape, out var draft))
        {
            return false;
        }

        using (draft)
        {
            // Who has a slot is the publisher, so nobody else's frame comes in between.
            card.Draw(draft, publisher.Sequence + 1);
            _ = draft.Publish();
            return true;
        }
    }
}
