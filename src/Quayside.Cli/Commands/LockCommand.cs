// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine.Parsing;
using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;
using Quayside.Qt;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside lock KEY -- COMMAND…</c>: runs a command while holding a key's lock, as flock(1) does with a file's.</summary>
internal static class LockCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var command = new Argument<string[]>("COMMAND")
        {
            Description = "The command and its arguments.",
            Arity = ArgumentArity.OneOrMore,
        };
        var timeout = Parameters.Seconds("--timeout", "Wait at most this long for the lock. Without it: as long as it takes.");
        var verb = new Verb(
            "lock",
            "Runs COMMAND while holding the lock of KEY.",
            """
            The lock is the one that QSharedMemory::lock takes; it works whether or not
            there is a segment. What follows `--` is COMMAND's, options and all. Ends with
            COMMAND's exit code, or 128+N when signal N killed it, and releases the lock.
            While COMMAND runs, Ctrl-C is between it and the terminal; SIGTERM and SIGHUP
            are passed on to it.
            """,
            "quayside lock share --timeout 10 -- cp photo.png backup.png",
            ExitCode.Usage, ExitCode.System, ExitCode.LockTimeout, ExitCode.PermissionDenied, ExitCode.CannotExecute, ExitCode.CommandNotFound)
        {
            owner, timeout, key, command,
        };
        verb.SetAction(parsed =>
        {
            if (!parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            {
                throw new CommandException(
                    ExitCode.Usage, "Put -- before the command: what follows it is the command's, options and all.");
            }

            var patience = parsed.GetValue(timeout) ?? Timeout.InfiniteTimeSpan;
            return Run(parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetRequiredValue(command), patience);
        });
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, string[] command, TimeSpan timeout)
    {
        var child = ChildCommand.Prepare(command);
        return Interruption.Run(stop =>
        {
            using var memory = new QSharedMemory(key) { TrustedOwner = owner };
            var deadline = new Deadline(timeout);
            using (new WaitNotice($"waiting for the lock of '{KeyText.Of(key)}'"))
            {
                if (!memory.Lock(timeout, stop))
                {
                    throw Refused(key, owner, deadline);
                }
            }

            var code = child.Run(stop);
            if (!memory.Unlock())
            {
                StandardError.Line(
                    $"quayside: Another program removed the lock of '{KeyText.Of(key)}' while the command ran; it may not have run alone.");
            }

            return code;
        });
    }

    // QSharedMemory says no more than that it could not lock; only a wait that was cut short has another reason than the time.
    private static CommandException Refused(IpcKey key, uint? owner, Deadline deadline) => Stranger(key, owner) is { } stranger
        ? new CommandException(
            ExitCode.PermissionDenied,
            $"The lock of '{KeyText.Of(key)}' belongs to user {stranger}. Use it on purpose with --owner {stranger}, or use another key.")
        : deadline.Passed
        ? LockTimeouts.Exceeded(key)
        : new CommandException(
            ExitCode.System,
            $"The lock of '{KeyText.Of(key)}' cannot be opened. "
                + $"Check that the folder of {key.NativeLockName} exists (TMPDIR) and that the file is yours.");

    // Who owns the lock, if it is neither this user nor the one who was named.
    private static string? Stranger(IpcKey key, uint? owner)
    {
        var report = IpcInventory.Inspect(key);
        return OperatingSystem.IsLinux() && report.Entry.Lock is { } found && found.OwnerId != report.Environment.UserId && found.OwnerId != owner
            ? Words.User(found.OwnerId, found.OwnerName)
            : null;
    }
}
