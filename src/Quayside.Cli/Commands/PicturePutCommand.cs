// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;
using Quayside.Imaging;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture put KEY FILE</c>: provides a picture as Qt streams it.</summary>
internal static class PicturePutCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var file = Parameters.InputFile("The picture: PNG, which is passed on as it is, JPEG or WebP; or - for standard input.");
        var holdTime = Parameters.HoldTime();
        var owner = Parameters.Owner();
        var timeout = Parameters.LockTimeout();
        var compression = Compression();
        var maxDecoded = PictureCommand.MaxDecoded();
        var verb = new Verb(
            "put",
            "Provides a picture under KEY, so that Qt programs read it.",
            """
            Writes what `stream << image` writes in Qt (QDataStream of a QImage or QPixmap)
            and holds the segment as `quayside put` does: it prints `holding ...` once
            others find the picture, and ends with Ctrl-C, SIGTERM or the end of --for.
            A PNG is passed on as it is; of other formats the pixels are stored as they
            are, which takes more memory and the least time, here and in who reads it.
            """,
            "quayside picture put share photo.png",
            ExitCode.Usage, ExitCode.BadData, ExitCode.CannotRead, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, file, compression, maxDecoded, holdTime, owner, timeout,
        };
        verb.SetAction(parsed =>
        {
            var picture = Encode(Input.Read(parsed.GetRequiredValue(file)), parsed.GetValue(compression), PictureCommand.Limits(parsed.GetValue(maxDecoded)));
            return SegmentWriter.Hold(
                parsed.GetRequiredValue(key),
                parsed.GetValue(owner),
                picture.StreamSize,
                segment => picture.WriteTo(segment),
                parsed.GetValue(timeout),
                parsed.GetValue(holdTime));
        });
        return verb;
    }

    private static QtPicture Encode(byte[] file, PictureCompression compression, PictureLimits limits)
    {
        using var notice = new WaitNotice("encoding the picture");
        return QtPicture.FromEncoded(file, limits, compression);
    }

    private static Option<PictureCompression> Compression() => new("--compression")
    {
        HelpName = "HOW",
        Description = "Make a PNG of another format this small: stored, fast or small. Without it: stored.",
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "stored":
                    return PictureCompression.Stored;
                case "fast":
                    return PictureCompression.Fast;
                case "small":
                    return PictureCompression.Small;
                default:
                    result.AddError($"'{result.Tokens[0].Value}' is no compression; give stored, fast or small.");
                    return default;
            }
        },
    };
}
