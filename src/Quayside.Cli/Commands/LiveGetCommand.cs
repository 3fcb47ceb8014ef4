// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Live;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;
using Quayside.Platform.Common;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside live get KEY</c>: prints the latest text.</summary>
internal static class LiveGetCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var wait = Parameters.Seconds("--wait", "Wait at most this long until there is a value. Without it: no wait.");
        var json = Parameters.Json();
        var verb = new Verb(
            "get",
            "Prints the latest value of KEY and a line end.",
            """
            Ends with 69 when there is no value. --json tells its version, counted from 1,
            and its age besides. Reading takes nothing from anybody and keeps no writer
            waiting. Control characters go to a pipe as they are, to a terminal escaped.
            """,
            "quayside live get status --wait 10",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, owner, wait, json,
        };
        verb.SetAction(parsed => Opening.Run(() =>
            Run(parsed.GetRequiredValue(key), parsed.GetValue(owner), new Deadline(parsed.GetValue(wait) ?? TimeSpan.Zero), parsed.GetValue(json))));
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, Deadline deadline, bool json)
    {
        var value = Interruption.Run(stop =>
        {
            using var notice = new WaitNotice($"waiting for a value of '{KeyText.Of(key)}'");
            using var buffer = LiveReader.Open(key, owner, deadline, stop);
            long version = 0;
            return buffer.WaitForChange(ref version, deadline.Remaining, stop)
                ? LiveReader.Read(buffer)
                : throw new CommandException(
                    ExitCode.NotFound, $"Nothing has been written under '{KeyText.Of(key)}' yet. Wait for it with --wait SECONDS.");
        });
        if (json)
        {
            ToolJson.Write(value);
        }
        else
        {
            StandardOutput.Writer.WriteLine(Console.IsOutputRedirected ? value.Value : PrintableText.Of(value.Value, keepLines: true));
        }

        return ExitCode.Success.Number;
    }
}
