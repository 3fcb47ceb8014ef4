// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The System V calls on semaphores that locks and counting semaphores share.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
internal static unsafe class SemaphoreCalls
{
    /// <summary>Takes one unit.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="wait">How long to wait for it; less than a second, and zero does not wait.</param>
    /// <param name="withUndo">Whether the kernel gives it back when this process ends.</param>
    /// <returns>0, or the error number: EAGAIN when there was none in time.</returns>
    public static int Take(int id, TimeSpan wait, bool withUndo)
    {
        var isPatient = wait > TimeSpan.Zero;
        var flags = (withUndo ? LibC.SEM_UNDO : 0) | (isPatient ? 0 : LibC.IPC_NOWAIT);
        var operation = new LibC.sembuf { op = -1, flg = (short)flags };
        var timeout = new LibC.timespec { nsec = wait.Ticks * TimeSpan.NanosecondsPerTick };
        while (true)
        {
            // Holds: both are locals that the kernel reads during the call.
            if (LibC.semtimedop(id, &operation, 1, isPatient ? &timeout : null) == 0)
            {
                return 0;
            }

            // A wait is not started anew in full after a signal: signals that keep coming would make it endless.
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.EINTR || isPatient)
            {
                return error == Errno.EINTR ? Errno.EAGAIN : error;
            }
        }
    }

    /// <summary>Gets whether no process has ever set or operated the semaphore: its maker died, or is just about to set it.</summary>
    /// <remarks>The time counts too, because a process of another PID namespace has no id here.</remarks>
    public static bool IsUnborn(int id) =>
        LibC.semctl(id, 0, LibC.GETVAL, 0) == 0
        && LibC.semctl(id, 0, LibC.GETPID, 0) == 0
        && TryStat(id, out var status)
        && status.otime == 0;

    /// <summary>Gets whether the kernel lets this process remove a semaphore: its owner, its maker and root may (semctl(2)).</summary>
    public static bool MayRemove(LibC.semid_ds status) =>
        UserIdentity.User is var user && (user == 0 || user == status.uid || user == status.cuid);

    /// <summary>Judges whether a semaphore may be used. Its owner may change, its maker does not.</summary>
    /// <returns>Success, <see cref="IpcError.PermissionDenied"/>, or <see cref="IpcError.Removed"/> when it is gone.</returns>
    public static IpcResult Judge(int id, AccessPolicy policy) => TryStat(id, out var status)
        ? policy.Judge(new ObjectOwner(status.uid, status.cuid, status.cgid), IpcStep.OpenLock)
        : SystemVErrors.Last(IpcStep.OpenLock);

    /// <summary>Sets or clears a mark in a semaphore's mode, where this process may (IPC_SET, semctl(2)).</summary>
    public static void Mark(int id, int bit, bool isSet)
    {
        if (TryStat(id, out var status) && ((status.mode & bit) != 0) != isSet)
        {
            status.mode = (ushort)(isSet ? status.mode | bit : status.mode & ~bit);

            // Holds: as in TryStat; the kernel reads owner, group and mode.
            _ = LibC.semctl(id, 0, LibC.IPC_SET, (nint)(&status));
        }
    }

    /// <summary>Asks what the kernel knows of a semaphore.</summary>
    public static bool TryStat(int id, out LibC.semid_ds status)
    {
        // Holds: the kernel fills a semid_ds, and the structure is as large as the largest of the supported layouts.
        fixed (LibC.semid_ds* buffer = &status)
        {
            return id >= 0 && LibC.semctl(id, 0, LibC.IPC_STAT, (nint)buffer) == 0;
        }
    }
}
