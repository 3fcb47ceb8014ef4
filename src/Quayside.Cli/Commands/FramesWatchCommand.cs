// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Frames;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside frames watch KEY</c>: a line for each second of frames.</summary>
internal static class FramesWatchCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var every = new Option<bool>("--every") { Description = "Take every frame. Without it: the latest one, as a display does." };
        var count = Parameters.Count("--count", "End after this many lines. Without it: at Ctrl-C.");
        var timeout = Parameters.Seconds("--timeout", "End after this long. Without it: at Ctrl-C.");
        var json = Parameters.Json();
        var verb = new Verb(
            "watch",
            "Prints how frames of KEY arrive: a line each second, and a summary.",
            """
            Frames a second, size and format; how long frames take from being published to
            being held, as median, 99th percentile and maximum; and how many were dropped:
            published and never seen here. Waits until somebody publishes, also when that
            program is started anew. Ctrl-C ends it with 0. When --timeout is over it ends
            with 69 if no frame, or with --count not every line, has come by then.
            """,
            "quayside frames watch camera --count 10",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, every, count, owner, timeout, json,
        };
        verb.SetAction(parsed => Opening.Run(() => Run(
            parsed.GetRequiredValue(key),
            parsed.GetValue(owner),
            parsed.GetValue(every) ? FrameDelivery.Every : FrameDelivery.Latest,
            parsed.GetValue(count),
            parsed.GetValue(timeout) ?? Timeout.InfiniteTimeSpan,
            parsed.GetValue(json) ? ToolJson.WriteLine : Print)));
        return verb;
    }

    private static int Run(
        IpcKey key, uint? owner, FrameDelivery delivery, int? count, TimeSpan timeout, Action<FrameFiguresJson> print) => Interruption.RunWhileRead(stop =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(timeout);
        using var follower = new FrameFollower(key, owner, delivery);
        FrameMeter? meter = null;
        var lines = 0;
        try
        {
            meter = Begin(key, follower, end.Token);
            for (; count is null || lines < count; lines++)
            {
                print(meter.Measure(follower, end.Token));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl-C is the way to end a watch, and the time is another.
        }

        if (meter is not null)
        {
            print(meter.Total());
        }

        var isShort = meter is null || lines < count;
        return isShort && !stop.IsCancellationRequested ? throw TooShort(key, count is null || meter is null, lines, count) : ExitCode.Success.Number;
    });

    private static FrameMeter Begin(IpcKey key, FrameFollower follower, CancellationToken end)
    {
        using var notice = new WaitNotice($"waiting until somebody publishes frames under '{KeyText.Of(key)}'");
        return FrameMeter.Begin(follower, end);
    }

    private static CommandException TooShort(IpcKey key, bool isNothing, int lines, int? count) => new(
        ExitCode.NotFound,
        isNothing
            ? $"Nobody published frames under '{KeyText.Of(key)}' in time. Start the program that does, or wait longer with --timeout SECONDS."
            : string.Create(
                CultureInfo.InvariantCulture, $"{lines} of {count} lines of '{KeyText.Of(key)}' came in time. Wait longer with --timeout SECONDS."));

    private static void Print(FrameFiguresJson figures) => StandardOutput.Line(string.Create(
        CultureInfo.InvariantCulture,
        $"{(figures.Span == "total" ? $"in {figures.Seconds:0.0} s: {Words.Count(figures.Frames, "frame", "frames")}, " : string.Empty)}{figures.Rate:0.0} a second, "
            + $"{figures.Width} x {figures.Height} {Words.Hyphenated(figures.Format)}, latency p50 {Milliseconds(figures.Latency.P50)}, "
            + $"p99 {Milliseconds(figures.Latency.P99)}, max {Milliseconds(figures.Latency.Max)}, {figures.Dropped} dropped"));

    private static string Milliseconds(double? seconds) =>
        seconds is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time * 1000:0.000} ms") : "-";
}
