// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Matches POSIX segments with their semaphores, by name.</summary>
internal static class PosixEntries
{
    /// <summary>Lists what is there.</summary>
    public static IReadOnlyList<IpcEntry> List()
    {
        var memories = PosixInventory.SegmentFiles().Select(PosixInventory.NameOf).Select(name => NativeNames.KeyOf(name, IpcKeyType.Posix));
        var locks = PosixInventory.SemaphoreFiles().Select(PosixInventory.NameOf).Select(name => NativeNames.KeyOfLock(name, IpcKeyType.Posix));
        return [.. memories.Concat(locks).Distinct().Select(Find)];
    }

    /// <summary>Looks at one key.</summary>
    public static IpcEntry Find(IpcKey key)
    {
        var quayside = QuaysideSnapshot.Of(key);
        var segment = PosixInventory.FindSegment(key.NativeName, quayside?.IsInUse);
        quayside = quayside?.Id == segment?.Id ? quayside : null;
        var semaphore = PosixInventory.FindSemaphore(key.NativeLockName);
        return new IpcEntry
        {
            Type = key.Type,
            Key = key,
            LegacyLetters = NativeNames.LettersOf(key.NativeName),
            HasFile = segment is not null,
            HasLockFile = semaphore is not null,
            Segment = quayside is null ? Snapshot.Of(segment) : Of(quayside, Snapshot.Of(segment)!),
            QuaysideSegment = quayside,
            Lock = Snapshot.Of(semaphore),

            // Of other names only the semaphore tells: it is what SystemSemaphore makes, and QSystemSemaphore of a platform-safe key.
            IsRelated = quayside is not null || semaphore is { Value: not null } or { IsDamaged: true } || IsQt(key.NativeName) || (segment is not null && semaphore is not null),
        };
    }

    // Participants are counted, readers are not; who has the file open says nothing, as mappings stay for some time after everybody has left.
    private static SegmentStatus Of(QuaysideSegmentStatus quayside, SegmentStatus segment) => segment with
    {
        AttachCount = quayside.IsInUse && (quayside.HasReaders || quayside.Participants.Count == 0)
            ? null
            : quayside.Participants.Count(participant => participant.IsAlive),
        Creator = ProcessStatus.Of(quayside.Creator),
        IsMadeByQuayside = true,
    };

    private static bool IsQt(string name) =>
        name.StartsWith("/" + LegacyName.MemoryPrefix, StringComparison.Ordinal)
        || name.StartsWith("/" + LegacyName.SemaphorePrefix, StringComparison.Ordinal);
}
