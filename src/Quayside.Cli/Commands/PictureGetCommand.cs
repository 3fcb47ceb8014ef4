// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture get KEY</c>: copies a picture out as the PNG that it is.</summary>
internal static class PictureGetCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var output = Parameters.OutputFile();
        var timeout = Parameters.ReadTimeout();
        var verb = new Verb(
            "get",
            "Copies the picture under KEY as a PNG file.",
            """
            The bytes are the PNG file that the provider put there, as they are. With
            --timeout it also waits while the segment is there but still empty.
            """,
            "quayside picture get share -o photo.png",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.CannotWrite, ExitCode.LockTimeout,
            ExitCode.PermissionDenied)
        {
            key, output, timeout,
        };
        verb.SetAction(parsed =>
        {
            var picture = PictureCommand.Read(parsed.GetRequiredValue(key), parsed.GetValue(timeout));
            Output.Write(parsed.GetValue(output), picture.Png.Span);
            return ExitCode.Success.Number;
        });
        return verb;
    }
}
