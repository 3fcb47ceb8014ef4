// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Arguments;

/// <summary>What every verb says when the lock of a key stays taken.</summary>
internal static class LockTimeouts
{
    /// <summary>The exception to throw.</summary>
    public static CommandException Exceeded(IpcKey key) => new(
        ExitCode.LockTimeout,
        $"Another program holds the lock of '{KeyText.Of(key)}' and did not release it in time. "
            + "Try again, or wait longer with --timeout SECONDS.");
}
