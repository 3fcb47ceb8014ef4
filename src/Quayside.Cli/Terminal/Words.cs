// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Diagnostics;

namespace Quayside.Cli.Terminal;

/// <summary>How the tool writes sizes, times, processes and rights, the same everywhere.</summary>
internal static class Words
{
    private const int Step = 1024;
    private static readonly string[] _units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Writes a size with at most three digits before and one after the point.</summary>
    public static string Size(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= Step && unit < _units.Length - 1; unit++)
        {
            size /= Step;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 ? $"{bytes}" : $"{size:0.0}")} {_units[unit]}");
    }

    /// <summary>Writes how long ago something was, in the largest unit that fits.</summary>
    public static string Age(DateTimeOffset? time) => time is { } moment ? Age(TimeProvider.System.GetUtcNow() - moment) : "-";

    /// <summary>Writes a time that has passed, in the largest unit that fits.</summary>
    public static string Age(TimeSpan age)
    {
        var (number, unit) = age switch
        {
            { TotalMinutes: < 1 } => (age.TotalSeconds, "s"),
            { TotalHours: < 1 } => (age.TotalMinutes, "min"),
            { TotalDays: < 1 } => (age.TotalHours, "h"),
            _ => (age.TotalDays, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Floor(number)):0} {unit}");
    }

    /// <summary>Writes a process: its name and its id, with a question mark for one that is unknown.</summary>
    public static string Process(ProcessStatus? process) => process switch
    {
        null => "-",
        { IsAlive: false } => string.Create(CultureInfo.InvariantCulture, $"gone {process.Id}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{process.Name ?? "?"} {process.Id}"),
    };

    /// <summary>Writes how many are attached.</summary>
    public static string Use(SegmentStatus segment) => segment.AttachCount switch
    {
        null => "in use",
        0 => "nobody",
        { } count => count.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Writes how a Quayside segment is used.</summary>
    public static string Use(QuaysideSegmentStatus segment) => segment.IsInUse ? "used" : segment.IsKept ? "kept" : "stale";

    /// <summary>Writes the state of a lock, and who holds it.</summary>
    public static string Lock(LockStatus? @lock) => @lock switch
    {
        null => "none",
        { State: LockState.Free } => "free",
        { State: LockState.Dead } => "dead",
        { State: LockState.Held } => $"{Process(@lock.Holder)}, {Age(@lock.HeldSince)}",
        { Value: 0 } => "held",
        { Value: { } value } => string.Create(CultureInfo.InvariantCulture, $"value {value}"),
        _ => "?",
    };

    /// <summary>Writes the state of the lock in a Quayside segment, or of the writer's role, and who holds it.</summary>
    /// <remarks>A dead writer's role is as good as free.</remarks>
    public static string Lock(QuaysideSegmentStatus segment) => segment switch
    {
        { Lock: null } => "-",
        { Lock: { IsAbandoned: false, Owner: { } owner } } => string.Create(CultureInfo.InvariantCulture, $"{owner.Name} {owner.ProcessId}"),
        { Lock.IsAbandoned: true, Kind: QuaysideSegmentKind.RobustLock } => "dead",
        _ => "free",
    };

    /// <summary>Writes rights as chmod(1) takes them.</summary>
    public static string Mode(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8).PadLeft(3, '0');

    /// <summary>Tells which library made an object; a dash when the system does not tell.</summary>
    public static string Maker(bool? isQuayside) => isQuayside switch
    {
        null => "-",
        true => "quayside",
        false => "qt",
    };

    /// <summary>Writes how many there are of something.</summary>
    public static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>Writes a user: the name, else the id.</summary>
    public static string User(uint id, string? name) => name ?? id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a mechanism as the text form of keys does.</summary>
    public static string Scheme(IpcKeyType type) => IpcKey.Native("-", type).ToString().Split(':')[0];

    /// <summary>Writes a name of several words as JSON does.</summary>
    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>Writes a name of several words as options take it: in small letters, with hyphens.</summary>
    public static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : string.Empty)}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>Writes what frames are: size and format.</summary>
    public static string Frames(FrameShape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"{shape.Width} x {shape.Height} {Hyphenated(shape.Format.ToString())}");
}
