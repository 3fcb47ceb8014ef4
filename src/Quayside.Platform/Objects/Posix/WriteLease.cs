// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>Tells from the kernel whether anybody else has a file open or mapped, and takes its name away only then. Stateless.</summary>
/// <remarks>
/// <para>
/// A write lease (F_SETLEASE, fcntl(2)) is granted only while no other open file description of the inode exists. A mapping keeps the
/// description that it was made from. So the kernel answers for every program, Qt's too, in every container, and right across kills.
/// </para>
/// <para>
/// Whoever opens the file while the lease is held waits until it is given back, here some microseconds later; the kernel tells the
/// holder by a signal. The usual one, SIGIO, would end the process, so it is SIGURG, which does nothing by default.
/// </para>
/// <para>Leases are for the owner of a file and for root; others are told that it is in use.</para>
/// </remarks>
internal static class WriteLease
{
    // Somebody who only looks, such as another process that asks the same, is gone after some microseconds. A longer patience would be paid
    // by everybody who detaches while others stay.
    private const int MaxAttempts = 8;
    private const int MaxSpin = 2000;

    /// <summary>Asks once whether the descriptor's is the only open file description.</summary>
    public static bool IsAlone(int descriptor)
    {
        if (!TryLease(descriptor))
        {
            return false;
        }

        _ = LibC.fcntl(descriptor, LibC.F_SETLEASE, LibC.F_UNLCK);
        return true;
    }

    /// <summary>Asks the same, and again when somebody may just have been looking. For where a removal depends on it.</summary>
    public static bool IsAlonePatiently(int descriptor)
    {
        SpinWait pause = default;
        for (var attempt = 1; !IsAlone(descriptor); attempt++)
        {
            if (attempt == MaxAttempts || Marshal.GetLastPInvokeError() != Errno.EAGAIN)
            {
                return false;
            }

            pause.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    /// <summary>Asks about the file of a name, by opening it for a moment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Which file it is to be; another one counts as in use.</param>
    public static bool IsAlone(string path, FileIdentity identity) => TryOnFile(path, identity, IsAlone, out _);

    /// <summary>Asks the same, and again when somebody may just have been looking; opened again for each attempt, as in <see cref="TryRemove(string, FileIdentity)"/>.</summary>
    /// <inheritdoc cref="IsAlone(string, FileIdentity)"/>
    public static bool IsAlonePatiently(string path, FileIdentity identity)
    {
        SpinWait pause = default;
        for (var attempt = 1; ; attempt++)
        {
            if (TryOnFile(path, identity, IsAlone, out var mayChange))
            {
                return true;
            }

            if (!mayChange || attempt == MaxAttempts)
            {
                return false;
            }

            Thread.SpinWait(Random.Shared.Next(MaxSpin));
            pause.SpinOnce(sleep1Threshold: MaxAttempts / 2);
        }
    }

    /// <summary>Removes a file that nobody else has open, by opening it for a moment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Which file it is to be; another one is left alone.</param>
    /// <remarks>
    /// The file is opened anew for each attempt: two who kept it open and asked until they are alone would wait for each other. One who
    /// is stopped for a moment with the file open is outwaited, as is a child process of this one that has a copy of a descriptor until its
    /// exec. This takes some 25 milliseconds at most, and only where the file is in use indeed.
    /// </remarks>
    public static bool TryRemove(string path, FileIdentity identity)
    {
        const int SpinsBeforeSleeping = 3;
        const int Attempts = 25;
        SpinWait pause = default;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var isRemoved = TryOnFile(path, identity, descriptor => TryRemove(path, identity, descriptor), out var mayChange);
            if (!mayChange)
            {
                return isRemoved;
            }

            Thread.SpinWait(Random.Shared.Next(MaxSpin));
            pause.SpinOnce(SpinsBeforeSleeping);
        }

        return false;
    }

    /// <summary>Removes a file that nobody else has open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Which file it is to be; another one is left alone.</param>
    /// <param name="descriptor">The only descriptor that this process has of it.</param>
    /// <remarks>
    /// Whoever found the name before it went, and opens the file now, breaks the lease. So the name is put aside first, and put back when
    /// that has happened. A kill in between leaves the file under a name that means nothing to anybody (<see cref="SiblingFile"/>), until the
    /// name is used again.
    /// </remarks>
    public static bool TryRemove(string path, FileIdentity identity, int descriptor)
    {
        if (!TryLease(descriptor))
        {
            return false;
        }

        var isRemoved = false;
        if (FileStatus.Of(descriptor, out var status) == 0 && status.Identity == identity && FileStatus.Means(path, identity))
        {
            var aside = SiblingFile.NewPath(path, "retired");
            if (LibC.rename(path, aside) == 0)
            {
                // The name may have come to mean another file just before it was moved.
                isRemoved = (FileStatus.Means(aside, identity) && LibC.fcntl(descriptor, LibC.F_GETLEASE, 0) == LibC.F_WRLCK)
                    || LibC.renameat2(LibC.AT_FDCWD, aside, LibC.AT_FDCWD, path, LibC.RENAME_NOREPLACE) != 0;
                if (isRemoved)
                {
                    _ = LibC.unlink(aside);
                }
            }
        }

        _ = LibC.fcntl(descriptor, LibC.F_SETLEASE, LibC.F_UNLCK);
        return isRemoved;
    }

    private static bool TryOnFile(string path, FileIdentity identity, Predicate<int> ask, out bool mayChange)
    {
        mayChange = false;
        var descriptor = SharedFile.Open(path, LibC.O_RDONLY, out _);
        if (descriptor < 0)
        {
            return false;
        }

        var isSame = FileStatus.Of(descriptor, out var status) == 0 && status.Identity == identity;
        var isDone = isSame && ask(descriptor);

        // Without an error the lease was had, and somebody broke it who may only have looked.
        mayChange = isSame && !isDone && Marshal.GetLastPInvokeError() is (0 or Errno.EAGAIN);
        _ = LibC.close(descriptor);
        return isDone;
    }

    private static bool TryLease(int descriptor) =>
        LibC.fcntl(descriptor, LibC.F_SETSIG, LibC.SIGURG) == 0 && LibC.fcntl(descriptor, LibC.F_SETLEASE, LibC.F_WRLCK) == 0;
}
