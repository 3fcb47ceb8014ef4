// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Inventory;
using Quayside.Platform.Keyed;
using Quayside.Segments;

namespace Quayside.Diagnostics.Examination;

/// <summary>Removes what is dead, under the key's lock, and says what it did.</summary>
internal static class Repair
{
    /// <summary>The patience with a lock: more than the second that a lock needs to heal whose maker died.</summary>
    /// <remarks>Root repairs what any user left. Nothing of theirs is mapped or read for it.</remarks>
    private static readonly SharedMemoryOptions _options = new()
    {
        LockTimeout = TimeSpan.FromSeconds(3),
        TrustsEveryOwner = OperatingSystem.IsLinux() && UserIdentity.User == 0,
    };

    /// <summary>Gets whose objects cures may change.</summary>
    public static AccessPolicy Policy => _options.Policy;

    /// <summary>Gets whether the system lets this process remove what belongs to a user.</summary>
    public static bool MayRemove(uint owner) => UserIdentity.User == 0 || UserIdentity.User == owner;

    /// <summary>Removes a segment if it is still this one and nobody is attached, then lock and key files that nobody uses.</summary>
    public static IpcFix RemoveOrphan(IpcKey key, string subject, long id, CancellationToken cancellation) => Remove(
        key, subject, info => info.Id == id && info.IsOrphan, $"removed the segment {subject}", "somebody uses it again", cancellation);

    /// <summary>Removes lock and key files if there is still no segment and nobody uses them.</summary>
    public static IpcFix RemoveRest(IpcKey key, string subject, string done, CancellationToken cancellation) =>
        Remove(key, subject, _ => false, done, "there is a segment by now", cancellation);

    /// <summary>Frees a lock whose holder is dead.</summary>
    public static IpcFix BreakLock(IpcKey key, string subject)
    {
        try
        {
            return SharedMemory.BreakLock(key, force: false, _options)
                ? new IpcFix(true, $"freed the lock of {subject}; what its holder was writing may be half written")
                : new IpcFix(true, $"{subject}: the lock is free by now");
        }
        catch (SharedMemoryException exception)
        {
            return new IpcFix(false, $"{subject}: left alone: {exception.Message}");
        }
    }

    /// <summary>Removes a POSIX semaphore that no program has open, if it still is the same.</summary>
    public static IpcFix RemoveUnused(IpcKey key, string subject, long id) => PosixInventory.TryRemoveSemaphore(key.NativeLockName, id)
        ? new IpcFix(true, $"removed the semaphore {subject}")
        : new IpcFix(false, $"{subject}: left alone, a program has it open again");

    private static IpcFix Remove(
        IpcKey key,
        string subject,
        Predicate<SegmentInfo> condition,
        string done,
        string kept,
        CancellationToken cancellation)
    {
        using var session = new SegmentSession(key, _options);
        var failure = session.RemoveIf(condition, cancellation, out var outcome);
        if (failure is not null)
        {
            return new IpcFix(false, $"{subject}: left alone: {FailureText.For("tidy", key, failure, 0)}");
        }

        if (outcome == RemovalOutcome.Kept)
        {
            return new IpcFix(false, $"{subject}: left alone, {kept}");
        }

        var now = IpcInventory.Find(key);
        return now is { HasFile: false, Segment: null } && (outcome == RemovalOutcome.Removed || now.Lock is null)
            ? new IpcFix(true, now.Lock is null ? done : done + "; the lock stays, a program may still use it")
            : new IpcFix(false, $"{subject}: left alone, a program may still use it");
    }
}
