// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using System.Text;
using Quayside.Cli.Arguments;
using Quayside.Cli.Frames;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;
using Quayside.Cli.Web;
using Quayside.Imaging;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside frames view KEY</c>: shows frames in a browser.</summary>
internal static class FramesViewCommand
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pagePatience = TimeSpan.FromSeconds(10);

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var port = Port();
        var verb = new Verb(
            "view",
            "Serves a page on this machine that shows the frames of KEY as they come.",
            """
            The live picture, and how it arrives: rate, latency, drops, size, format. Prints
            `listening on http://127.0.0.1:PORT`, which a browser on this machine opens;
            nothing else can reach it. Waits until somebody publishes, also when that
            program is started anew. Nothing is encoded while nobody looks. Ctrl-C and
            SIGTERM end it with 0.
            """,
            "quayside frames view camera --port 8080",
            ExitCode.Usage, ExitCode.BadData, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, owner, port,
        };
        verb.SetAction(parsed => Opening.Run(() => Run(parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(port) ?? 0)));
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, int port) => Interruption.Run(stop =>
    {
        FrameFiguresJson? figures = null;
        using var server = new LoopbackServer(port, (request, response, end) =>
        {
            switch (request.Path)
            {
                case "/live":
                    Stream(key, owner, response, end);
                    break;
                case "/figures":
                    var view = new FrameViewJson(KeyText.Of(key), Volatile.Read(ref figures));
                    response.Send("200 OK", "application/json", Encoding.UTF8.GetBytes(ToolJson.Line(view)));
                    break;
                default:
                    PageFiles.Send(request.Path, response);
                    break;
            }
        });
        StandardOutput.Line(string.Create(CultureInfo.InvariantCulture, $"listening on http://127.0.0.1:{server.Port}"));
        if (!StandardError.IsRedirected)
        {
            StandardError.Line("Open it in a browser; Ctrl-C ends it.");
        }

        using var follower = new FrameFollower(key, owner, FrameDelivery.Latest);
        try
        {
            var meter = FrameMeter.Begin(follower, stop);
            while (true)
            {
                Volatile.Write(ref figures, meter.Measure(follower, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Success.Number;
        }
    });

    private static void Stream(IpcKey key, uint? owner, WebResponse response, CancellationToken end)
    {
        var writer = new MotionJpegWriter(response.Begin(MotionJpegWriter.ContentType));
        try
        {
            // A reader for each page: one that is slow passes frames over and keeps no other from them.
            using var follower = new FrameFollower(key, owner, FrameDelivery.Latest);
            while (!response.IsGone)
            {
                if (follower.TryTake(out var frame, _second, end))
                {
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
                    patience.CancelAfter(_pagePatience);
                    Send(writer, frame, patience.Token).GetAwaiter().GetResult();
                }
            }
        }
        catch (Exception e) when (e is QuaysideException or ArgumentException)
        {
            // What is there is no frame that can be shown; the one who measures says so.
        }
    }

    private static Task Send(MotionJpegWriter writer, Frame frame, CancellationToken end)
    {
        // Disposed as soon as it is encoded, so that a page that does not read keeps no slot.
        using (frame)
        {
            return writer.WriteAsync(frame, end);
        }
    }

    private static Option<int?> Port() => new("--port")
    {
        HelpName = "PORT",
        Description = "The port, 1 to 65535, or 0 for any that is free. Without it: 0.",
        CustomParser = result =>
        {
            if (ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                return port;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no port from 0 to {ushort.MaxValue}.");
            return null;
        },
    };
}
