// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Imaging;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture</c>: the verbs for pictures as Qt streams them.</summary>
internal static class PictureCommand
{
    /// <summary>Makes the group of verbs.</summary>
    public static Command Create() => new Verb(
        "picture",
        "Puts, gets and shows pictures that Qt programs share.",
            """
            The segment holds what `stream << image` writes for a QImage or a QPixmap.
            """,
        "quayside picture show share",
        ExitCode.Usage)
    {
        PicturePutCommand.Create(),
        PictureGetCommand.Create(),
        PictureShowCommand.Create(),
    };

    /// <summary>Reads the picture under a key.</summary>
    public static QtPicture Read(IpcKey key, uint? owner, TimeSpan? timeout) =>
        SegmentReader.Read(key, owner, timeout, segment => QtPicture.Read(segment), "no picture");
}
