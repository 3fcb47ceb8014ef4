// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside watch KEY</c>: a line for each change of a segment.</summary>
internal static class WatchCommand
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
            "Prints a line when the segment under KEY is made, changed or removed.",
            """
            A segment that is there already is the first line. Writers that do not take
            the lock are not noticed until somebody takes it; several changes in a short
            time may come as one. Watching keeps no segment alive and leaves nothing
            behind. What another user made is not seen without --owner. Ctrl-C ends it
            with 0; with --count it ends with 69 when --timeout is over before all lines
            have come.
            """,
            "quayside watch share --count 1",
            ExitCode.Usage, ExitCode.NotFound, ExitCode.System)
        {
            key, count, owner, timeout, json,
        };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(count), parsed.GetValue(timeout) ?? Timeout.InfiniteTimeSpan, parsed.GetValue(json)));
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, int? count, TimeSpan timeout, bool json) => Interruption.RunWhileRead(stop =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(timeout);
        var lines = 0;
        try
        {
            foreach (var change in new SharedMemoryWatcher(key, new SharedMemoryWatcherOptions { TrustedOwner = owner }).WatchAsync(end.Token).ToBlockingEnumerable(CancellationToken.None))
            {
                Print(change, json);
                if (++lines == count)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl-C is the way to end a watch, and the time is another.
        }

        return count is { } wanted && lines < wanted && !stop.IsCancellationRequested
            ? throw new CommandException(
                ExitCode.NotFound,
                string.Create(CultureInfo.InvariantCulture, $"{lines} of {wanted} changes of '{KeyText.Of(key)}' came in time. Wait longer with --timeout SECONDS."))
            : ExitCode.Success.Number;
    });

    private static void Print(SharedMemoryChange change, bool json)
    {
        var now = TimeProvider.System.GetLocalNow();
        var kind = Words.CamelCase(change.Kind.ToString());
        if (json)
        {
            ToolJson.WriteLine(new ChangeJson(now, kind, change.Size));
        }
        else
        {
            var size = change.Kind == SharedMemoryChangeKind.Removed ? string.Empty : $" {change.Size} bytes";
            StandardOutput.Line(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss.fff} {kind}{size}"));
        }
    }
}
