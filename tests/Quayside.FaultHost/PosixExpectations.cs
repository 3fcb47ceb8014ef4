// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using static Quayside.FaultHost.Errno;

namespace Quayside.FaultHost;

/// <summary>The calls of the POSIX mechanism.</summary>
internal static class PosixExpectations
{
    private static readonly Dictionary<string, Errno[]> _errors = new()
    {
        // open(2), statx(2), link(2), rename(2), unlink(2), fchmod(2)
        ["open O_TMPFILE"] = [EACCES, EISDIR, EMFILE, ENFILE, ENOENT, ENOMEM, ENOSPC, EOPNOTSUPP, EROFS],
        ["open"] = [EACCES, EAGAIN, EINTR, EMFILE, ENFILE, ENOENT, ENOMEM],
        ["close"] = [EINTR, EIO],
        ["faccessat"] = [],
        ["statvfs"] = [],
        ["statx"] = [EACCES, ENOENT, ENOMEM],
        ["pread"] = [EIO],
        ["linkat"] = [EACCES, EEXIST, ENOENT, ENOMEM, ENOSPC, EROFS],
        ["rename"] = [EACCES, ENOENT, ENOSPC, EROFS],
        ["renameat2"] = [EACCES, ENOSPC, EROFS],
        ["unlink"] = [EACCES, EPERM, EROFS, EBUSY, ENOENT],
        ["fchmod"] = [EPERM, EROFS],

        // posix_fallocate(3), mmap(2), munmap(2), fcntl(2)
        ["posix_fallocate"] = [EINTR, EFBIG, ENOSPC],
        ["getrlimit"] = [],
        ["pthread_sigmask"] = [],
        ["sigtimedwait"] = [EINTR],
        ["mmap"] = [EACCES, EAGAIN, ENFILE, ENOMEM],
        ["munmap"] = [EINVAL],
        ["fcntl F_SETSIG"] = [EINVAL],
        ["fcntl F_SETLEASE"] = [EACCES, EAGAIN, EINVAL, ENOMEM],
        ["fcntl F_GETLEASE"] = [EINVAL],
        ["fcntl F_WRLCK"] = [EAGAIN, EINTR, ENOLCK],
        ["fcntl F_UNLCK"] = [EAGAIN],

        // The clock cannot fail.
        ["clock_gettime"] = [],
    };

    /// <summary>Gets them.</summary>
    public static Expectations All { get; } = new(_errors, Outcomes);

    private static SharedMemoryError[] Outcomes(string label, Errno error) => error switch
    {
        EINTR => [],

        // Whoever cannot ask is told that others are there.
        _ when label is "fcntl F_SETSIG" or "fcntl F_SETLEASE" => [SharedMemoryError.InvalidSize],
        EISDIR or EOPNOTSUPP => [SharedMemoryError.NoError], // There is another way.
        EMFILE or ENFILE or ENOMEM or ENOSPC => [SharedMemoryError.OutOfResources],
        EAGAIN when label == "mmap" => [SharedMemoryError.OutOfResources],
        EEXIST => [SharedMemoryError.AlreadyExists],
        EFBIG => [SharedMemoryError.InvalidSize],
        ENOENT when label is "open O_TMPFILE" or "linkat" => [SharedMemoryError.KeyError],

        // What was in the way has gone, or what was looked for.
        ENOENT => [SharedMemoryError.NoError, SharedMemoryError.NotFound],
        EACCES or EPERM or EROFS => [SharedMemoryError.PermissionDenied],
        _ => [SharedMemoryError.UnknownError],
    };
}
