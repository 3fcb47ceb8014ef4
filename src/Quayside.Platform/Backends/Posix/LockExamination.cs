// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>Finds out who holds a lock, and frees it when nobody will. Stateless and thread-safe.</summary>
internal static class LockExamination
{
    /// <inheritdoc cref="IpcLock.FindHolder"/>
    /// <param name="name">The lock.</param>
    /// <param name="mode">The mode with which it would be made; see <see cref="NamedSemaphore.Open"/>.</param>
    public static LockHolder FindHolder(string name, UnixFileMode mode)
    {
        if (!TryOpen(name, out var descriptor, out var identity, out var holder))
        {
            return holder;
        }

        holder = Examine(name, mode, descriptor, identity, out _);
        _ = LibC.close(descriptor);
        return holder;
    }

    /// <inheritdoc cref="IpcLock.TryBreak"/>
    /// <param name="name">The lock.</param>
    /// <param name="mode">The mode with which it would be made; see <see cref="NamedSemaphore.Open"/>.</param>
    /// <param name="force">Whether to free it even though its holder lives, or may live.</param>
    /// <param name="holder">Who held it.</param>
    /// <remarks>One at a time breaks a lock (F_OFD_SETLK, fcntl(2)): two who find the same dead holder would give back two units.</remarks>
    public static bool TryBreak(string name, UnixFileMode mode, bool force, out LockHolder holder)
    {
        if (!TryOpen(name, out var descriptor, out var identity, out holder))
        {
            return holder.State == HolderState.None;
        }

        var isMine = TryClaim(descriptor);
        holder = Examine(name, mode, descriptor, identity, out var note);
        var isFree = holder.State == HolderState.None
            || (isMine && (force || holder.State == HolderState.Dead) && TryFree(name, mode, identity, note));
        _ = LibC.close(descriptor);
        return isFree;
    }

    private static bool TryOpen(string name, out int descriptor, out FileIdentity identity, out LockHolder holder)
    {
        identity = default;
        descriptor = -1;
        holder = LockHolder.Nobody;
        if (!PosixName.OfSemaphore(name, out var path).Succeeded || FileStatus.Of(path, out _) == Errno.ENOENT)
        {
            return false;
        }

        descriptor = SharedFile.Open(path, LibC.O_RDWR, out _);
        if (descriptor >= 0 && FileStatus.Of(descriptor, out var status) == 0)
        {
            identity = status.Identity;
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

    /// <summary>Looks at the lock through its note, and without one at who else has it open at all.</summary>
    private static LockHolder Examine(string name, UnixFileMode mode, int descriptor, FileIdentity identity, out HolderNote note)
    {
        note = default;
        var holder = new LockHolder(HolderState.Unknown, 0, null);
        if (!SharedSemaphore.Open(name, SemaphoreDemand.Open, 0, mode, out var shared, out _).Succeeded)
        {
            return holder;
        }

        if (shared!.Semaphore.Identity == identity)
        {
            note = HolderNote.Read(shared.Semaphore.Address);
            holder = shared.Semaphore.Value > 0 ? LockHolder.Nobody : note.Judge();
        }

        shared.Return();

        // Who holds a lock has it open.
        return holder.State == HolderState.Unknown && shared.TryClose() && Solitude.IsAlonePatiently(descriptor)
            ? holder with { State = HolderState.Dead }
            : holder;
    }

    /// <summary>Gives the unit back for a holder that does not, if the lock is still as it was examined.</summary>
    private static bool TryFree(string name, UnixFileMode mode, FileIdentity identity, HolderNote note)
    {
        if (!SharedSemaphore.Open(name, SemaphoreDemand.Open, 0, mode, out var shared, out _).Succeeded)
        {
            return false;
        }

        var semaphore = shared!.Semaphore;
        var isSame = semaphore.Identity == identity && semaphore.Value == 0 && HolderNote.Read(semaphore.Address) == note;
        if (isSame)
        {
            HolderNote.Clear(semaphore.Address);
            isSame = semaphore.Give() == 0;
        }

        shared.Return();
        return isSame;
    }
}
