// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Live;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside live watch KEY</c>: a line for each value.</summary>
internal static class LiveWatchCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var count = Parameters.Count("--count", "End after this many lines. Without it: at Ctrl-C.");
        var timeout = Parameters.Seconds("--timeout", "End after this long. Without it: at Ctrl-C.");
        var json = Parameters.Json();
        var verb = new Verb(
            "watch",
            "Prints each new value of KEY as a line, as soon as it is written.",
            """
            The value that is there already is the first line. Of values that are written
            faster than they are printed the latest counts; --json tells their versions.
            Line ends and control characters in a value are escaped. Ctrl-C ends it with
            0; with --count it ends with 69 when --timeout is over before all lines have
            come.
            """,
            "quayside live watch status --json",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, owner, count, timeout, json,
        };
        verb.SetAction(parsed => Opening.Run(() => Run(
            parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(count), parsed.GetValue(timeout) ?? Timeout.InfiniteTimeSpan, parsed.GetValue(json))));
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, int? count, TimeSpan timeout, bool json) => Interruption.RunWhileRead(stop =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(timeout);
        var lines = 0;
        try
        {
            using var buffer = LiveReader.Open(key, owner, new Deadline(Timeout.InfiniteTimeSpan), end.Token);
            for (long version = 0; count is null || lines < count; lines++)
            {
                _ = buffer.WaitForChange(ref version, Timeout.InfiniteTimeSpan, end.Token);
                var value = LiveReader.Read(buffer);
                version = value.Version;
                Print(value, json);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl-C is the way to end a watch, and the time is another.
        }

        return count is { } wanted && lines < wanted && !stop.IsCancellationRequested
            ? throw new CommandException(
                ExitCode.NotFound,
                string.Create(CultureInfo.InvariantCulture, $"{lines} of {wanted} values of '{KeyText.Of(key)}' came in time. Wait longer with --timeout SECONDS."))
            : ExitCode.Success.Number;
    });

    private static void Print(LiveJson value, bool json)
    {
        if (json)
        {
            ToolJson.WriteLine(value);
        }
        else
        {
            StandardOutput.Line(value.Value);
        }
    }
}
