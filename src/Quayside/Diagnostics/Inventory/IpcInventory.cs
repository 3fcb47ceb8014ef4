// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Inventory;
using Quayside.Keys;
using Quayside.Platform.Defaults;
using Quayside.Platform.Inventory;
using Quayside.Segments;

namespace Quayside.Diagnostics;

/// <summary>Tells what shared memory and locks there are in the system, whoever made them.</summary>
/// <remarks>
/// Thread-safe. Nothing is attached or taken by looking, so no program ever counts the one who looks among its users; what is told is
/// of the moment and may be otherwise a moment later.
/// </remarks>
public static class IpcInventory
{
    /// <summary>Lists segments and locks: System V objects of this IPC namespace and the files of /dev/shm.</summary>
    /// <param name="everything">Whether to list what neither Qt nor Quayside seems to have made, too.</param>
    /// <exception cref="PlatformNotSupportedException">The system does not list such objects (Windows); <see cref="Inspect"/> works there.</exception>
    public static IReadOnlyList<IpcEntry> List(bool everything = false) => !OperatingSystem.IsLinux()
        ? throw new PlatformNotSupportedException(
            "This system does not list the names of shared memory. Ask for one key: IpcInventory.Inspect, or 'quayside inspect KEY'.")
        : [.. SystemVEntries.List().Concat(PosixEntries.List()).Where(entry => everything || entry.IsRelated)];

    /// <summary>Tells everything of one key.</summary>
    /// <param name="key">The key. A native name that Qt derived from a text is completed by the lock derived from the same text.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    public static IpcReport Inspect(IpcKey key)
    {
        IpcKey.ThrowIfEmpty(key);
        var entry = Find(NativeNames.Complete(key));
        var hidden = 0;
        var users = entry.Segment switch
        {
            { SystemVKey: not null } segment => MemoryMaps.OfSystemV(segment.Id, out hidden),
            { } segment when key.Type == IpcKeyType.Posix => MemoryMaps.OfPosix(segment.Id, out hidden),
            _ => [],
        };
        return new IpcReport(entry, [.. users.Select(process => ProcessStatus.Of(process)!)], hidden, IpcEnvironment.Current());
    }

    /// <summary>Removes a segment and its lock, under the lock. Who is attached keeps the memory.</summary>
    /// <param name="key">The key. A native name that Qt derived from a text is completed by the lock derived from the same text.</param>
    /// <param name="force">
    /// Whether to do so although somebody is attached, and to remove a lock that a Qt program may still use; and to break a lock that
    /// is not free in time. Participants of a Quayside segment go on among themselves, and newcomers make another one.
    /// </param>
    /// <param name="options">Patience, and whose objects may be removed: root too is refused those of others.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>What was there and what is there now.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">The segment belongs to another user, or the lock was not free in time.</exception>
    /// <exception cref="QuaysideException">The same of a Quayside segment, whose gate takes the lock's place.</exception>
    public static IpcRemoval Remove(
        IpcKey key, bool force = false, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= SharedMemoryOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        options.Validate();
        key = NativeNames.Complete(key);
        var before = Find(key);
        if (before.QuaysideSegment is not null)
        {
            var isKept = QuaysideRemoval.Remove(key, options.Policy, force, options.LockTimeout, cancellationToken) == RemovalOutcome.Kept;
            return new IpcRemoval(before, Find(key), isKept);
        }

        if (before is { HasFile: false, HasLockFile: false, Segment: null, Lock: null })
        {
            return new IpcRemoval(before, before, IsRefused: false);
        }

        // No program has the semaphore open, so nobody will ever give it back: there is nothing to wait for.
        if (before is { Segment: null, Lock: { State: LockState.Dead, Holder: null } unused }
            && PosixInventory.TryRemoveSemaphore(key.NativeLockName, unused.Id))
        {
            return new IpcRemoval(before, Find(key), IsRefused: false);
        }

        using var session = new SegmentSession(key, options);
        var failure = session.RemoveIf(info => force || info.IsOrphan, cancellationToken, out var outcome);
        if (force && failure is { Error: SharedMemoryError.LockError } && session.TryBreakLock(force: true, out _))
        {
            failure = session.RemoveIf(_ => true, cancellationToken, out outcome);
        }

        if (failure is not null)
        {
            throw new SharedMemoryException("remove", key, failure);
        }

        if (force && Find(key).Lock is not null)
        {
            _ = PlatformDefaults.BackendFor((int)key.Type).RemoveSemaphore(key.NativeLockName, options.Policy);
        }

        return new IpcRemoval(before, Find(key), IsRefused: outcome == RemovalOutcome.Kept);
    }

    /// <summary>Looks at one key.</summary>
    internal static IpcEntry Find(IpcKey key)
    {
        if (OperatingSystem.IsLinux() && key.Type.IsSystemV())
        {
            return SystemVEntries.Find(key);
        }

        if (OperatingSystem.IsLinux() && key.Type == IpcKeyType.Posix)
        {
            return PosixEntries.Find(key);
        }

        var isThere = PlatformDefaults.BackendFor((int)key.Type).FindSegment(key.NativeName, out var info).Succeeded;
        return new IpcEntry
        {
            Type = key.Type,
            Key = key,
            HasFile = isThere,
            Segment = isThere ? Snapshot.Of(info) : null,
            QuaysideSegment = QuaysideSnapshot.Of(key),
            IsRelated = true,
        };
    }
}
