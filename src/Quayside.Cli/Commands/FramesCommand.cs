// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside frames</c>: publishes a test card, and watches and shows frames.</summary>
internal static class FramesCommand
{
    /// <summary>Makes the group of verbs.</summary>
    public static Command Create() => new Verb(
        "frames",
        "Publishes a test card, and watches and shows frames that programs share.",
        """
        Frames are pictures that follow each other: what a FramePublisher draws and
        FrameReaders look at, in the same memory. KEY is the text that programs give to
        FramePublisher.Open, or a native key posix:/NAME.
        """,
        "quayside frames test camera",
        ExitCode.Usage)
    {
        FramesTestCommand.Create(),
        FramesWatchCommand.Create(),
        FramesViewCommand.Create(),
    };
}
