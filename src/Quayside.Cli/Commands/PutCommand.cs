// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside put KEY FILE</c>: provides a file's bytes as a segment.</summary>
internal static class PutCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var file = Parameters.InputFile("The file whose bytes become the segment, or - for standard input.");
        var holdTime = Parameters.HoldTime();
        var owner = Parameters.Owner();
        var timeout = Parameters.LockTimeout();
        var verb = new Verb(
            "put",
            "Provides the bytes of FILE as the segment under KEY.",
            """
            Creates the segment with exactly these bytes, or replaces the one that is
            there: who is still attached to the earlier one keeps that. Then prints
            `holding KEY (N bytes) native NATIVEKEY`, from where on others find the bytes,
            and holds the segment until Ctrl-C, SIGTERM or the end of --for. The last
            program to detach takes the segment, its lock and their key files away.
            """,
            "echo hello | quayside put greeting - --for 60",
            ExitCode.Usage, ExitCode.BadData, ExitCode.CannotRead, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, file, holdTime, owner, timeout,
        };
        verb.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(file);
            using var content = Input.Open(name);
            return Input.Try(name, () => SegmentWriter.Hold(
                parsed.GetRequiredValue(key), parsed.GetValue(owner), content, parsed.GetValue(timeout), parsed.GetValue(holdTime)));
        });
        return verb;
    }
}
