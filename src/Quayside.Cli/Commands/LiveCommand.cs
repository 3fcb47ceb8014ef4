// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside live</c>: sets, gets and watches small texts in live buffers.</summary>
internal static class LiveCommand
{
    /// <summary>Makes the group of verbs.</summary>
    public static Command Create() => new Verb(
        "live",
        "Sets, gets and watches a live value: a small text, or JSON.",
        """
        The value is a LiveBuffer of UTF-8 text. Readers never wait and never see half
        of one, whoever is killed when. KEY is the text that programs give to
        LiveBuffer.Open, or a native key posix:/NAME.
        """,
        "quayside live get status",
        ExitCode.Usage)
    {
        LiveSetCommand.Create(),
        LiveGetCommand.Create(),
        LiveWatchCommand.Create(),
    };
}
