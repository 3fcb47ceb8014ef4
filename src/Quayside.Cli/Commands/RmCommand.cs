// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside rm KEY</c>: removes a segment and its lock.</summary>
internal static class RmCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var force = new Option<bool>("--force")
        {
            Description = "Remove it although somebody is attached (who keeps the memory), and a lock that a Qt program may use or nobody gives back.",
        };
        var timeout = Parameters.LockTimeout();
        var verb = new Verb(
            "rm",
            "Removes the segment and the lock of KEY.",
            """
            Waits for the lock, and refuses while somebody is attached. Whoever is attached
            to a segment that --force removes keeps the memory; newcomers do not find it.
            Prints a line for each thing that it removed. Of a Quayside segment the gate is
            waited for instead of the lock; with --force its participants go on among
            themselves, and newcomers make another one.
            """,
            "quayside rm share",
            ExitCode.Usage, ExitCode.NotFound, ExitCode.System, ExitCode.LockTimeout, ExitCode.InUse, ExitCode.PermissionDenied)
        {
            key, force, owner, timeout,
        };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(key), parsed.GetValue(force), parsed.GetValue(owner), parsed.GetValue(timeout)));
        return verb;
    }

    private static int Run(IpcKey key, bool force, uint? owner, TimeSpan? timeout)
    {
        var name = KeyText.Of(key);
        var options = new SharedMemoryOptions { LockTimeout = timeout ?? Parameters.DefaultLockTimeout, TrustedOwner = owner };
        var removal = Interruption.Run(stop =>
        {
            using var notice = new WaitNotice($"waiting for the lock of '{name}'");
            return IpcInventory.Remove(Listing.Meant(key), force, options, stop);
        });
        if (removal.IsRefused)
        {
            throw new CommandException(
                ExitCode.InUse,
                $"'{name}' is in use{Users(removal.Before)}. "
                    + "End those programs, or pass --force: they keep the memory, and newcomers do not find it.");
        }

        if (removal.IsSegmentRemoved)
        {
            StandardOutput.Line(string.Create(CultureInfo.InvariantCulture, $"removed the segment of '{name}' ({removal.Before.Segment!.Size} bytes)"));
        }

        if (removal.IsLockRemoved)
        {
            StandardOutput.Line($"removed the lock of '{name}'");
        }

        foreach (var file in KeyFiles(removal.Before).Except(KeyFiles(removal.After)))
        {
            StandardOutput.Line($"removed the key file {file}");
        }

        if (removal.After.Lock is not null)
        {
            StandardError.Line($"quayside: The lock of '{name}' stays: a program may use it. --force removes it.");
        }

        return removal.Before is { Segment: null, Lock: null, HasFile: false, HasLockFile: false }
            ? throw new CommandException(ExitCode.NotFound, $"There is nothing under '{name}' ({Listing.LookedFor(key)}).")
            : ExitCode.Success.Number;
    }

    /// <summary>Tells what the system does of those who are attached.</summary>
    private static string Users(IpcEntry entry) => entry switch
    {
        { QuaysideSegment: { } quayside } => $": {string.Join(", ", Participants(quayside))}",
        { Segment: { AttachCount: { } count, Creator: { } creator } } => $": attached {Words.Count(count, "time", "times")}, made by {Words.Process(creator)}",
        _ => string.Empty,
    };

    private static IEnumerable<string> Participants(QuaysideSegmentStatus quayside) =>
        quayside.Participants.Where(participant => participant.IsAlive)
            .Select(participant => string.Create(CultureInfo.InvariantCulture, $"{participant.Name} {participant.ProcessId}"))
            .Concat(quayside.HasReaders ? ["readers"] : []);

    private static IEnumerable<string> KeyFiles(IpcEntry entry)
    {
        var memory = entry.SystemVKey is null ? null : entry.Key.NativeName;
        var @lock = entry.SystemVLockKey is null ? null : entry.Key.NativeLockName;
        return new[] { memory, @lock }.OfType<string>();
    }
}
