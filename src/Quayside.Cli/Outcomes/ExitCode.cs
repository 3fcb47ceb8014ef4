// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Outcomes;

/// <summary>An exit code of the tool, with the name and the meaning that <c>--help</c> and docs/cli.md give it.</summary>
/// <remarks>
/// The numbers are those of sysexits.h (BSD): above what most commands use, so that <c>lock</c> can pass a command's own code on,
/// and below 126, where shells begin to speak. From 126 on, codes mean what they mean in a shell.
/// </remarks>
/// <param name="Number">The process's exit code.</param>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Meaning">What happened, in one sentence.</param>
internal sealed record ExitCode(int Number, string Name, string Meaning)
{
    /// <summary>All is well.</summary>
    public static readonly ExitCode Success = new(0, "success", "Done.");

    /// <summary>EX_USAGE.</summary>
    public static readonly ExitCode Usage = new(64, "usage", "The arguments are wrong.");

    /// <summary>EX_DATAERR.</summary>
    public static readonly ExitCode BadData = new(65, "bad-data", "No bytes, no picture, no text, or another kind of segment than it needs.");

    /// <summary>EX_NOINPUT.</summary>
    public static readonly ExitCode CannotRead = new(66, "cannot-read", "The input file cannot be read.");

    /// <summary>EX_UNAVAILABLE.</summary>
    public static readonly ExitCode NotFound = new(69, "not-found", "No program provides a segment, picture, value or frames under the key.");

    /// <summary>EX_SOFTWARE.</summary>
    public static readonly ExitCode Internal = new(70, "internal", "A fault of the tool itself.");

    /// <summary>EX_OSERR.</summary>
    public static readonly ExitCode System = new(71, "system", "The operating system refuses: limits, memory, key files.");

    /// <summary>EX_CANTCREAT.</summary>
    public static readonly ExitCode CannotWrite = new(73, "cannot-write", "The output cannot be written.");

    /// <summary>EX_TEMPFAIL.</summary>
    public static readonly ExitCode LockTimeout = new(75, "lock-timeout", "The lock, or a Quayside segment's gate, was not free in time.");

    /// <summary>EX_PROTOCOL's number; what others use is not taken away.</summary>
    public static readonly ExitCode InUse = new(76, "in-use", "rm: somebody is attached. live set, frames test: another program writes.");

    /// <summary>EX_NOPERM.</summary>
    public static readonly ExitCode PermissionDenied = new(77, "permission-denied", "The segment or its lock belongs to another user.");

    /// <summary>EX_CONFIG: something is in a state in which it should not be.</summary>
    public static readonly ExitCode Unhealthy = new(78, "unhealthy", "doctor: something is dead and still there.");

    /// <summary>What a shell says of a file that it cannot execute.</summary>
    public static readonly ExitCode CannotExecute = new(126, "cannot-execute", "lock: the command's file cannot be executed.");

    /// <summary>What a shell says of a command that it does not know.</summary>
    public static readonly ExitCode CommandNotFound = new(127, "command-not-found", "lock: there is no such command.");

    /// <summary>What a shell says of a program that SIGINT ended; other signals count the same way.</summary>
    public static readonly ExitCode Stopped = new(130, "stopped", "Ctrl-C stopped the tool before it was done (143: SIGTERM did).");

    /// <summary>Every code above, in order.</summary>
    public static readonly IReadOnlyList<ExitCode> All =
    [
        Success, Usage, BadData, CannotRead, NotFound, Internal, System, CannotWrite, LockTimeout, InUse,
        PermissionDenied, Unhealthy, CannotExecute, CommandNotFound, Stopped,
    ];

    /// <summary>The code for a signal that stopped the tool before it was done.</summary>
    /// <param name="signal">The signal's number, such as 2 for SIGINT.</param>
    public static ExitCode StoppedBy(int signal) => Stopped with { Number = 128 + signal };
}
