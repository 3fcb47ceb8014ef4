// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>Opens and makes the files that are POSIX objects. Stateless and thread-safe.</summary>
internal static class SharedFile
{
    // Who asks whether it is alone blocks others for some microseconds; whoever was stopped or swapped out meanwhile for longer. The
    // kernel itself takes a lease away after a while.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>Opens a file that is there, never through a link and never waiting for the other end of a pipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="access">O_RDONLY or O_RDWR.</param>
    /// <param name="error">The error number when it cannot be opened.</param>
    /// <returns>The descriptor, or -1.</returns>
    public static int Open(string path, int access, out int error)
    {
        var start = Stopwatch.GetTimestamp();
        SpinWait pause = default;
        while (true)
        {
            var descriptor = LibC.open(path, access | LibC.O_NOFOLLOW | LibC.O_CLOEXEC | LibC.O_NONBLOCK, 0);
            error = descriptor >= 0 ? 0 : Marshal.GetLastPInvokeError();
            if (error is not (Errno.EAGAIN or Errno.EINTR) || Stopwatch.GetElapsedTime(start) > _patience)
            {
                return descriptor;
            }

            pause.SpinOnce();
        }
    }

    /// <summary>Makes a file without a name, which the kernel deletes when it is closed.</summary>
    /// <param name="mode">Its mode, whatever the umask.</param>
    /// <param name="error">The error number when it cannot be made.</param>
    /// <returns>The descriptor, or -1.</returns>
    public static int MakeNameless(UnixFileMode mode, out int error)
    {
        var descriptor = LibC.open(PosixName.Directory, LibC.O_TMPFILE | LibC.O_RDWR | LibC.O_CLOEXEC, (uint)mode);
        error = descriptor >= 0 ? 0 : Marshal.GetLastPInvokeError();
        return descriptor >= 0 ? WithMode(descriptor, mode) : -1;
    }

    /// <summary>Makes a file that was not there before.</summary>
    /// <inheritdoc cref="MakeNameless"/>
    public static int Make(string path, UnixFileMode mode, out int error)
    {
        var descriptor = LibC.open(path, LibC.O_CREAT | LibC.O_EXCL | LibC.O_RDWR | LibC.O_NOFOLLOW | LibC.O_CLOEXEC, (uint)mode);
        error = descriptor >= 0 ? 0 : Marshal.GetLastPInvokeError();
        return descriptor >= 0 ? WithMode(descriptor, mode) : -1;
    }

    /// <summary>Puts memory behind all bytes, so that none is missing when it is touched (SIGBUS).</summary>
    /// <returns>0 or the error number.</returns>
    /// <remarks>
    /// A signal undoes what a call has done, and the runtime sends signals to its threads, so an interrupted part is tried again in half.
    /// The first call is for the whole, because the kernel then refuses at once what can never fit.
    /// </remarks>
    public static int Reserve(int descriptor, long size)
    {
        const long SmallestPart = 1 << 20;
        var error = FileStatus.Of(descriptor, out var status);
        if (error == 0)
        {
            error = ResourceLimits.CheckFile(size, size - status.Reserved);
        }

        if (error != 0)
        {
            return error;
        }

        // The limit may change between the look and the call.
        using var signal = FileSizeSignal.Block();
        long done = 0;
        var part = size;
        while (done < size)
        {
            error = LibC.posix_fallocate(descriptor, done, Math.Min(part, size - done));
            if (error == 0)
            {
                done += Math.Min(part, size - done);
            }
            else if (error == Errno.EINTR)
            {
                part = Math.Max(part / 2, SmallestPart);
            }
            else
            {
                return error;
            }
        }

        return 0;
    }

    // Files are made less the umask.
    private static int WithMode(int descriptor, UnixFileMode mode)
    {
        _ = LibC.fchmod(descriptor, (uint)mode);
        return descriptor;
    }
}
