// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
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
        var timeout = Parameters.LockTimeout();
        var verb = new Verb(
            "put",
            "Provides a picture under KEY, so that Qt programs read it.",
            """
            Writes what `stream << image` writes in Qt (QDataStream of a QImage or QPixmap)
            and holds the segment as `quayside put` does: it prints `holding ...` once
            others find the picture, and ends with Ctrl-C, SIGTERM or the end of --for.
            """,
            "quayside picture put share photo.png",
            ExitCode.Usage, ExitCode.BadData, ExitCode.CannotRead, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied)
        {
            key, file, holdTime, timeout,
        };
        verb.SetAction(parsed =>
        {
            var picture = Encode(Input.Read(parsed.GetRequiredValue(file)));
            return SegmentWriter.Hold(
                parsed.GetRequiredValue(key),
                picture.StreamSize,
                segment => picture.WriteTo(segment),
                parsed.GetValue(timeout),
                parsed.GetValue(holdTime));
        });
        return verb;
    }

    private static QtPicture Encode(byte[] file)
    {
        using var notice = new WaitNotice("encoding the picture");
        return QtPicture.FromEncoded(file);
    }
}
