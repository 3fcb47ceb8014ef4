// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>Finds out who holds a lock, and frees it when nobody will. Stateless and thread-safe.</summary>
internal static class LockExamination
{
    /// <inheritdoc cref="IpcLock.FindHolder"/>
    /// <param name="name">The lock, whosesoever it is: it is read and not mapped.</param>
    public static LockHolder FindHolder(string name)
    {
        if (!TryOpen(name, LibC.O_RDONLY, out var descriptor, out var status, out var holder))
        {
            return holder;
        }

        holder = Examine(descriptor, status.Identity, out _);
        _ = LibC.close(descriptor);
        return holder;
    }

    /// <inheritdoc cref="IpcLock.TryBreak"/>
    /// <param name="name">The lock.</param>
    /// <param name="policy">Whose locks may be freed.</param>
    /// <param name="force">Whether to free it even though its holder lives, or may live.</param>
    /// <param name="holder">Who held it.</param>
    /// <remarks>One at a time breaks a lock (F_OFD_SETLK, fcntl(2)): two who find the same dead holder would give back two units.</remarks>
    public static bool TryBreak(string name, AccessPolicy policy, bool force, out LockHolder holder)
    {
        if (!TryOpen(name, LibC.O_RDWR, out var descriptor, out var status, out holder))
        {
            return holder.State == HolderState.None;
        }

        var isMine = policy.IsWelcome(status.Owner) && TryClaim(descriptor);
        holder = Examine(descriptor, status.Identity, out var note);
        var isFree = holder.State == HolderState.None
            || (isMine && (force || holder.State == HolderState.Dead) && TryFree(name, policy, status.Identity, note));
        _ = LibC.close(descriptor);
        return isFree;
    }

    private static bool TryOpen(string name, int access, out int descriptor, out FileStatus status, out LockHolder holder)
    {
        status = default;
        descriptor = -1;
        holder = LockHolder.Nobody;
        if (!PosixName.OfSemaphore(name, out var path).Succeeded || FileStatus.Of(path, out _) == Errno.ENOENT)
        {
            return false;
        }

        descriptor = SharedFile.Open(path, access, out _);
        if (descriptor >= 0 && FileStatus.Of(descriptor, out status) == 0 && status.IsRegular)
        {
            return true;
        }

        if (descriptor >= 0)
        {
            _ = LibC.close(descriptor);
        }

        holder = new LockHolder(HolderState.Unknown, 0, null);
        return false;
    }

    private static unsafe bool TryClaim(int descriptor)
    {
        var region = new LibC.flock { type = LibC.F_WRLCK };
        return LibC.fcntl(descriptor, LibC.F_OFD_SETLK, &region) == 0; // Holds: a local that the kernel reads.
    }

    /// <summary>Looks at a copy of the lock through its note, and without one at who else has it open at all.</summary>
    /// <remarks>A copy, because a lock of another user's may lose its memory at any moment (truncate(2)).</remarks>
    private static LockHolder Examine(int descriptor, FileIdentity identity, out LockOwnerRecord note)
    {
        var unknown = new LockHolder(HolderState.Unknown, 0, null);
        note = default;
        if (SemaphoreCopy.Read(descriptor) is not { } copy)
        {
            return unknown;
        }

        note = copy.Note;
        var holder = copy.Units switch
        {
            null => unknown,
            > 0 => LockHolder.Nobody,
            _ => note.Judge(),
        };

        // Who holds a lock has it open.
        return holder.State == HolderState.Unknown && SharedSemaphore.TryClose(identity) && WriteLease.IsAlonePatiently(descriptor)
            ? holder with { State = HolderState.Dead }
            : holder;
    }

    /// <summary>Gives the unit back for a holder that does not, if the lock is still as it was examined; or makes a lock again of garbage.</summary>
    private static bool TryFree(string name, AccessPolicy policy, FileIdentity identity, LockOwnerRecord note)
    {
        var result = SharedSemaphore.Open(name, SemaphoreDemand.Open, 0, isTransient: true, policy, out var shared, out _);
        if (!result.Succeeded)
        {
            // What has not the length of a semaphore cannot be freed; newcomers make another one.
            return result.Error == IpcError.Damaged
                && PosixName.OfSemaphore(name, out var path).Succeeded
                && FileStatus.Means(path, identity)
                && LibC.unlink(path) == 0;
        }

        var semaphore = shared!.Semaphore;
        var words = semaphore.Words;
        var isFree = semaphore.Identity == identity && semaphore.IsBacked && LockOwnerRecord.Read(words) == note;
        if (isFree)
        {
            var error = words.TryGetValue(out var value);
            isFree = error == Errno.EUCLEAN || (error == 0 && value == 0);
            if (isFree)
            {
                LockOwnerRecord.Clear(words);
                isFree = error == Errno.EUCLEAN ? words.TryRepair() : semaphore.Give() == 0;
            }
        }

        shared.Return();
        return isFree;
    }
}
