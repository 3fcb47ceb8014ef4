// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside get KEY</c>: copies a segment's bytes out.</summary>
internal static class GetCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var output = Parameters.OutputFile();
        var owner = Parameters.Owner();
        var timeout = Parameters.ReadTimeout();
        var verb = new Verb(
            "get",
            "Copies the bytes of the segment under KEY.",
            """
            Copies the whole segment while it holds the lock, and leaves it as it is, also
            one that nobody uses any more.
            On Windows a segment is longer than what was put: whole pages of 4096 bytes.
            Without -o, bytes that are no text go to a pipe or a file but to no terminal.
            """,
            "quayside get greeting --timeout 10 -o greeting.bin",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.CannotWrite, ExitCode.LockTimeout,
            ExitCode.PermissionDenied)
        {
            key, output, owner, timeout,
        };
        verb.SetAction(parsed =>
        {
            Output.Copy(
                parsed.GetValue(output),
                bytes => SegmentReader.Copy(parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(timeout), bytes));
            return ExitCode.Success.Number;
        });
        return verb;
    }
}
