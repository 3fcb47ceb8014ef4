// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;
using Quayside.Imaging;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture</c>: the verbs for pictures as Qt streams them.</summary>
internal static class PictureCommand
{
    // What a bitmap can hold.
    private const int MostMebibytes = 2047;

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

    /// <summary><c>--max-decoded MIB</c>, or null without it.</summary>
    public static Option<int?> MaxDecoded() => Parameters.Count(
        "--max-decoded", "MIB", MostMebibytes, "Take pictures that need up to MIB mebibytes when they are decoded. Without it: 256.");

    /// <summary>Makes the limits of <see cref="MaxDecoded"/>.</summary>
    public static PictureLimits Limits(int? mebibytes) =>
        (mebibytes is { } given ? PictureLimits.ForDecoded((long)given << 20) : PictureLimits.Default) with
        {
            Remedy = "Choose a smaller picture, or raise the limit with --max-decoded.",
        };

    /// <summary>Reads the picture under a key.</summary>
    public static QtPicture Read(IpcKey key, uint? owner, TimeSpan? timeout, PictureLimits limits) =>
        SegmentReader.Read(key, owner, timeout, segment => QtPicture.Read(segment, limits), "no picture");
}
