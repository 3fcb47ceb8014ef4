// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Json;

/// <summary>A process in the JSON of the tool.</summary>
internal sealed record ProcessJson(int Pid, string? Name, bool Alive)
{
    /// <summary>Writes a process.</summary>
    public static ProcessJson? Of(ProcessStatus? process) => process is null ? null : new ProcessJson(process.Id, process.Name, process.IsAlive);
}

/// <summary>A user in the JSON of the tool.</summary>
internal sealed record UserJson(uint Uid, string? Name);

/// <summary>A segment in the JSON of the tool; docs/cli.md tells what the members mean.</summary>
internal sealed record SegmentJson(
    long Id, long Size, string Use, long? Attached, ProcessJson? Creator, ProcessJson? LastUser, DateTimeOffset? Made, DateTimeOffset? Used,
    UserJson Owner, string Mode, string? MadeBy)
{
    /// <summary>Writes a segment.</summary>
    public static SegmentJson? Of(SegmentStatus? segment) => segment is null ? null : new SegmentJson(
        segment.Id, segment.Size, segment.IsOrphan ? "nobody" : "used", segment.AttachCount, ProcessJson.Of(segment.Creator),
        ProcessJson.Of(segment.LastUser), segment.Made, segment.Used, new UserJson(segment.OwnerId, segment.OwnerName), Words.Mode(segment.Mode),
        segment.IsMadeByQuayside is null ? null : Words.Maker(segment.IsMadeByQuayside));
}

/// <summary>A lock in the JSON of the tool; docs/cli.md tells what the members mean.</summary>
internal sealed record LockJson(
    long Id, string State, int? Value, int Waiting, ProcessJson? Holder, DateTimeOffset? HeldSince, DateTimeOffset? Made, DateTimeOffset? Used,
    bool? InUse, UserJson Owner, string Mode, string? MadeBy)
{
    /// <summary>Writes a lock.</summary>
    public static LockJson? Of(LockStatus? @lock) => @lock is null ? null : new LockJson(
        @lock.Id, @lock.State.ToString().ToLowerInvariant(), @lock.Value, @lock.Waiting, ProcessJson.Of(@lock.Holder), @lock.HeldSince,
        @lock.Made, @lock.Used, @lock.IsInUse, new UserJson(@lock.OwnerId, @lock.OwnerName), Words.Mode(@lock.Mode),
        @lock.IsMadeByQuayside is null ? null : Words.Maker(@lock.IsMadeByQuayside));
}

/// <summary>An entry in the JSON of the tool; docs/cli.md tells what the members mean.</summary>
internal sealed record EntryJson(
    string Type, bool Related, string? Key, string? Letters, string? Name, string? LockName, string? SystemVKey, string? SystemVLockKey, SegmentJson? Segment,
    LockJson? Lock, QuaysideJson? Quayside)
{
    /// <summary>Writes an entry.</summary>
    public static EntryJson Of(IpcEntry entry) => new(
        Words.Scheme(entry.Type), entry.IsRelated, entry.Key.IsEmpty ? null : KeyText.Of(entry.Key), entry.LegacyLetters,
        entry.Key.IsEmpty ? null : entry.Key.NativeName, entry.Key.IsEmpty ? null : entry.Key.NativeLockName, Number(entry.SystemVKey),
        Number(entry.SystemVLockKey), SegmentJson.Of(entry.Segment), LockJson.Of(entry.Lock), QuaysideJson.Of(entry.QuaysideSegment));

    private static string? Number(int? key) => key is { } number ? string.Create(CultureInfo.InvariantCulture, $"0x{number:x8}") : null;
}
