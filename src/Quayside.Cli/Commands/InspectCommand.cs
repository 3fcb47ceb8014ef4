// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside inspect KEY</c>: tells everything known of one key.</summary>
internal static class InspectCommand
{
    private const int Indent = 14;

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var json = Parameters.Json();
        var verb = new Verb(
            "inspect",
            "Tells everything known of KEY.",
            """
            The segment, who is attached, the lock and who holds it, and what decides
            whether another program means the same by KEY: compare it on both sides when
            two programs do not meet. Nothing is attached, taken or changed by looking.
            Of a Quayside segment (RobustLock, LiveValue and the like) also its participants
            and whether they live, the owner of its lock, its version. A text under which
            there is nothing else means the Quayside segment of that text.
            """,
            "quayside inspect share",
            ExitCode.Usage, ExitCode.NotFound)
        {
            key, json,
        };
        verb.SetAction(parsed =>
        {
            var report = Listing.Get(() => IpcInventory.Inspect(Listing.Meant(parsed.GetRequiredValue(key))));
            if (parsed.GetValue(json))
            {
                ToolJson.Write(InspectJson.Of(report));
            }
            else
            {
                Write(report);
            }

            if (report.Entry is not { Segment: null, Lock: null })
            {
                return ExitCode.Success.Number;
            }

            StandardError.Line($"quayside: There is nothing under '{KeyText.Of(parsed.GetRequiredValue(key))}' ({Listing.LookedFor(parsed.GetRequiredValue(key))}).");
            return ExitCode.NotFound.Number;
        });
        return verb;
    }

    private static void Write(IpcReport report)
    {
        var entry = report.Entry;
        Line("key", KeyText.Of(entry.Key));
        Line("text form", entry.Key.ToString());
        StandardOutput.Line(string.Empty);

        Line("segment", entry.Key.NativeName);
        File(entry.HasFile, entry.SystemVKey, entry.Type);
        if (entry.Segment is { } segment)
        {
            Line("  size", string.Create(CultureInfo.InvariantCulture, $"{segment.Size} bytes ({Words.Size(segment.Size)})"));
            Line("  attached", Attached(segment, report));
            Fact("  made", By(segment.Creator), With(segment.IsMadeByQuayside), Ago(segment.Made));
            Fact("  last user", segment.LastUser is null ? null : Words.Process(segment.LastUser), Ago(segment.Used));
            Line("  owner", $"{Words.User(segment.OwnerId, segment.OwnerName)}, mode {Words.Mode(segment.Mode)}");
            Line("  id", segment.Id.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Line("  size", "there is no segment");
        }

        StandardOutput.Line(string.Empty);
        if (entry.QuaysideSegment is { } quayside)
        {
            QuaysideSection.Write(quayside, Line);
            StandardOutput.Line(string.Empty);
        }

        Line("lock", entry.Key.NativeLockName);
        File(entry.HasLockFile, entry.SystemVLockKey, entry.Type);
        if (entry.Lock is { } @lock)
        {
            Line("  state", State(@lock));
            Fact("  made", With(@lock.IsMadeByQuayside), Ago(@lock.Made));
            Fact("  last used", Ago(@lock.Used));
            Line("  owner", $"{Words.User(@lock.OwnerId, @lock.OwnerName)}, mode {Words.Mode(@lock.Mode)}");
            Line("  id", @lock.Id.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Line("  state", OperatingSystem.IsLinux() ? "there is no lock" : "not told by this system");
        }

        StandardOutput.Line(string.Empty);
        var environment = report.Environment;
        Line("seen from", $"user {Words.User(environment.UserId, environment.UserName)}");
        Line("  TMPDIR", $"{environment.Tmpdir ?? "not set"}; key files in {environment.TemporaryDirectory}");
        Line("  namespaces", $"{environment.IpcNamespace} {environment.PidNamespace} {environment.MountNamespace}");
    }

    private static void File(bool isThere, int? number, IpcKeyType type)
    {
        if ((int)type is >= 1 and <= 255)
        {
            Line("  key file", isThere ? string.Create(CultureInfo.InvariantCulture, $"there, System V key 0x{number:x8}") : "not there");
        }
    }

    private static string Attached(SegmentStatus segment, IpcReport report)
    {
        var users = report.Attached.Count == 0 ? string.Empty : ": " + string.Join(", ", report.Attached.Select(Words.Process));
        var hidden = report.HiddenProcesses == 0 || segment.IsOrphan
            ? string.Empty
            : $" ({Words.Count(report.HiddenProcesses, "process", "processes")} may not be looked into)";
        return (segment.AttachCount is > 0 and var count ? Words.Count(count, "time", "times") : Words.Use(segment)) + users + hidden;
    }

    private static string State(LockStatus @lock)
    {
        var holder = @lock.State == LockState.Free ? "free" : $"{Words.CamelCase(@lock.State.ToString())}, holder {Words.Process(@lock.Holder)}";
        var since = @lock.HeldSince is null || @lock.State == LockState.Free ? string.Empty : $", since {Words.Age(@lock.HeldSince)}";
        var value = @lock.Value is { } units ? string.Create(CultureInfo.InvariantCulture, $"value {units}") : "its value may not be read by this user";
        return string.Create(CultureInfo.InvariantCulture, $"{holder}{since}; {value}, {@lock.Waiting} waiting");
    }

    private static string? By(ProcessStatus? process) => process is null ? null : $"by {Words.Process(process)}";

    private static string? With(bool? isQuayside) => isQuayside is null ? null : $"with {Words.Maker(isQuayside)}";

    private static string? Ago(DateTimeOffset? time) => time is null ? null : $"{Words.Age(time)} ago";

    /// <summary>Writes what is known of something, and nothing when the system tells nothing of it.</summary>
    private static void Fact(string label, params string?[] parts)
    {
        var known = string.Join(", ", parts.Where(part => part is not null));
        if (known.Length > 0)
        {
            Line(label, known);
        }
    }

    private static void Line(string label, string text) => Screen.WriteWrapped(label, Indent, text);
}
