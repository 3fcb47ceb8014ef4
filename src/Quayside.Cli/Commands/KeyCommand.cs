// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside key KEY</c>: shows what the operating system calls a key.</summary>
internal static class KeyCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var verb = new Verb(
            "key",
            "Prints the native keys that KEY stands for.",
            """
            The first line is the segment's (QSharedMemory::nativeKey), the second its
            lock's. On Linux they are files that both programs must see at the same path:
            compare them when two programs do not find each other; TMPDIR is part of both.
            """,
            "quayside key share",
            ExitCode.Usage)
        {
            key,
        };
        verb.SetAction(parsed =>
        {
            var value = parsed.GetRequiredValue(key);
            Console.Out.WriteLine(value.NativeName);
            Console.Out.WriteLine(value.NativeLockName);
            return ExitCode.Success.Number;
        });
        return verb;
    }
}
