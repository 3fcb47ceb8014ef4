// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;
using Quayside.Imaging;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture get KEY</c>: copies a picture out as the PNG that it is.</summary>
internal static class PictureGetCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var output = Parameters.OutputFile();
        var owner = Parameters.Owner();
        var timeout = Parameters.ReadTimeout();
        var maxDecoded = PictureCommand.MaxDecoded();
        var asIs = new Option<bool>("--as-is") { Description = "Copy the PNG byte by byte, even though its pixels are not compressed." };
        var verb = new Verb(
            "get",
            "Copies the picture under KEY as a PNG file.",
            """
            The bytes are the PNG file that the provider put there, as they are; but one
            that only stores its pixels, as it is quickest in memory, is compressed, unless
            --as-is says not to. With --timeout it also waits while the segment is there
            but still empty.
            """,
            "quayside picture get share -o photo.png",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.CannotWrite, ExitCode.LockTimeout,
            ExitCode.PermissionDenied)
        {
            key, output, asIs, maxDecoded, owner, timeout,
        };
        verb.SetAction(parsed =>
        {
            var picture = PictureCommand.Read(
                parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(timeout), PictureCommand.Limits(parsed.GetValue(maxDecoded)));
            Output.Write(parsed.GetValue(output), (parsed.GetValue(asIs) ? picture : Compress(picture)).Png);
            return ExitCode.Success.Number;
        });
        return verb;
    }

    private static QtPicture Compress(QtPicture picture)
    {
        using var notice = new WaitNotice("compressing the picture");
        return picture.Compress();
    }
}
