// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside ls</c>: lists segments and locks.</summary>
internal static class LsCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var everything = new Option<bool>("--all") { Description = "List what neither Qt nor Quayside seems to have made, too." };
        var json = Parameters.Json();
        var verb = new Verb(
            "ls",
            "Lists segments and locks: System V and POSIX.",
            """
            KEY is the text that programs use if it has nothing but letters. The system
            keeps no more of others than a hash: they show as their letters and a star,
            and `inspect` and `rm` take the native key that --json shows. Where there is
            no room columns are left out; a pipe gets all of them. Of Quayside segments that
            nobody uses, `kept` are persistent and `stale` will be made anew.
            """,
            "quayside ls",
            ExitCode.Usage, ExitCode.System)
        {
            everything, json,
        };
        verb.SetAction(parsed =>
        {
            var entries = Listing.Get(() => IpcInventory.List(parsed.GetValue(everything)));
            if (parsed.GetValue(json))
            {
                ToolJson.Write(new ListJson([.. entries.Select(EntryJson.Of)], EnvironmentJson.Of(IpcEnvironment.Current())));
            }
            else
            {
                Write(entries);
            }

            return ExitCode.Success.Number;
        });
        return verb;
    }

    private static void Write(IReadOnlyList<IpcEntry> entries)
    {
        if (entries.Count == 0)
        {
            StandardError.Line("There are no segments and no locks.");
            return;
        }

        IpcEntry[] rows = [.. entries.OrderBy(Name, StringComparer.Ordinal)];
        var table = new Table();
        table.Add("KEY", rows.Select(Name), importance: 10);
        table.Add("TYPE", rows.Select(row => Words.Scheme(row.Type)), importance: 4);
        table.Add("KIND", rows.Select(Kind), importance: 5);
        table.Add("SIZE", rows.Select(row => row.Segment is { } segment ? Words.Size(segment.Size) : "-"), importance: 9, isNumber: true);
        table.Add("USERS", rows.Select(row => Users(row)), importance: 8, isNumber: true);
        table.Add("LOCK", rows.Select(row => row.QuaysideSegment is { } quayside ? Words.Lock(quayside) : Words.Lock(row.Lock)), importance: 7);
        table.Add("CREATOR", rows.Select(row => Words.Process(row.Segment?.Creator)), importance: 6);
        table.Add("LAST", rows.Select(row => Words.Process(row.Segment?.LastUser)), importance: 3);
        table.Add("AGE", rows.Select(row => Words.Age(row.Segment?.Made ?? row.Lock?.Made)), importance: 5, isNumber: true);
        table.Add("BY", rows.Select(Maker), importance: 2);
        table.Add("OWNER", rows.Select(Owner), importance: 1);
        table.Add("MODE", rows.Select(row => (row.Segment?.Mode ?? row.Lock?.Mode) is { } mode ? Words.Mode(mode) : "-"), importance: 0);
        table.Write(Screen.Width);
    }

    private static string Name(IpcEntry entry) => entry switch
    {
        { Key.LegacyKey: not null } => KeyText.Of(entry.Key),
        { LegacyLetters: { } letters } => $"{letters}* {Path.GetFileName(entry.Key.NativeName)[^40..^32]}",
        { Key.IsEmpty: false } => KeyText.Of(entry.Key),
        { SystemVKey: 0, Segment: { } segment } => $"(no key) {segment.Id}",
        _ => $"({EntryJson.Of(entry).SystemVKey ?? EntryJson.Of(entry).SystemVLockKey})",
    };

    private static string Kind(IpcEntry entry) => entry switch
    {
        { QuaysideSegment: { } quayside } => Words.CamelCase(quayside.Kind.ToString()),
        { Segment: null } => "lock",
        _ => "bytes",
    };

    private static string Users(IpcEntry entry) => entry switch
    {
        { QuaysideSegment: { IsInUse: false } quayside } => Words.Use(quayside),
        { Segment: { } segment } => Words.Use(segment),
        _ => "-",
    };

    private static string Maker(IpcEntry entry) =>
        entry.IsRelated ? Words.Maker(entry.Segment is { } segment ? segment.IsMadeByQuayside : entry.Lock?.IsMadeByQuayside) : "other";

    private static string Owner(IpcEntry entry) => entry switch
    {
        { Segment: { } segment } => Words.User(segment.OwnerId, segment.OwnerName),
        { Lock: { } @lock } => Words.User(@lock.OwnerId, @lock.OwnerName),
        _ => "-",
    };
}
