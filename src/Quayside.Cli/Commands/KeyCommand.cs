// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;
using Quayside.Platform.Common;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside key KEY</c>: shows what the operating system calls a key.</summary>
internal static class KeyCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.AnyKey();
        var type = Parameters.KeyType();
        var verb = new Verb(
            "key",
            "Prints the native keys that KEY stands for.",
            """
            The first line is the segment's (QSharedMemory::nativeKey), the second its
            lock's. On System V they are files that both programs must see at the same
            path: compare them when two programs do not find each other; TMPDIR is part of
            both. The third line has it all in Qt's text form (QNativeIpcKey::toString),
            which every verb takes as KEY.
            """,
            "quayside key share --type posix",
            ExitCode.Usage)
        {
            key,
            type,
        };
        verb.SetAction(parsed =>
        {
            var value = OfType(parsed.GetRequiredValue(key), parsed.GetValue(type));

            // To a pipe as they are, for a program to use them.
            foreach (var name in (string[])[value.NativeName, value.NativeLockName, value.ToString()])
            {
                StandardOutput.Writer.WriteLine(Console.IsOutputRedirected ? name : PrintableText.Of(name));
            }

            return ExitCode.Success.Number;
        });
        return verb;
    }

    private static IpcKey OfType(IpcKey key, IpcKeyType? type) => type is not { } wanted ? key
        : KeyText.IsPlain(key) ? IpcKey.Legacy(key.LegacyKey!, wanted)
        : throw new CommandException(ExitCode.Usage, $"{KeyText.Of(key)} says its type itself. Leave --type out, or give a legacy key.");
}
