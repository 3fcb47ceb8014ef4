// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using static Quayside.FaultHost.Errno;

namespace Quayside.FaultHost;

/// <summary>The calls of the System V mechanism.</summary>
internal static class SystemVExpectations
{
    private static readonly Dictionary<string, Errno[]> _errors = new()
    {
        // open(2)
        ["open O_CREAT"] = [EINTR, EACCES, EEXIST, EMFILE, ENFILE, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOSPC, ENOTDIR, EROFS, EDQUOT],
        ["open"] = [EACCES, EMFILE, ENFILE, ENOENT, ENOMEM],
        ["fcntl F_RDLCK"] = [EAGAIN, EINTR, ENOLCK],
        ["fcntl F_OFD_GETLK"] = [EINVAL],
        ["fcntl F_WRLCK"] = [EAGAIN, EINTR, ENOLCK],
        ["close"] = [EINTR, EIO],
        ["faccessat"] = [],
        ["statvfs"] = [],
        ["getrlimit"] = [],
        ["open O_TMPFILE"] = [],
        ["unlink"] = [EACCES, EPERM, EROFS, EBUSY, ENOENT, EIO],
        ["rename"] = [EACCES, ENOSPC, EROFS],
        ["statx"] = [EACCES, ENOENT, ENOMEM],
        ["realpath"] = [EACCES, ENOENT], // for a message only
        ["utimensat"] = [EACCES, EPERM, EROFS, ENOENT],

        // shmget(2), shmop(2), shmctl(2)
        ["shmget"] = [EACCES, ENOENT],
        ["shmget IPC_CREAT"] = [EACCES, EEXIST, EINVAL, ENFILE, ENOMEM, ENOSPC, EPERM],
        ["shmat"] = [EACCES, EINVAL, EIDRM, ENOMEM],
        ["shmdt"] = [EINVAL],
        ["shmctl IPC_STAT"] = [EACCES, EIDRM, EINVAL],
        ["shmctl IPC_RMID"] = [EPERM, EIDRM, EINVAL],
        ["shmctl IPC_INFO"] = [EACCES, EPERM],

        // mmap(2), munmap(2): a replacement's bytes on their way
        ["mmap"] = [ENOMEM],
        ["munmap"] = [EINVAL],

        // semget(2), semctl(2), semop(2)
        ["semget"] = [EACCES, ENOENT],
        ["semget IPC_CREAT"] = [EACCES, EEXIST, ENOMEM, ENOSPC],
        ["semctl SETVAL"] = [EIDRM, EINVAL],
        ["semctl GETVAL"] = [EACCES, EIDRM, EINVAL],
        ["semctl GETPID"] = [EACCES, EIDRM, EINVAL],
        ["semctl GETNCNT"] = [EACCES, EIDRM, EINVAL],
        ["semctl IPC_STAT"] = [EACCES, EIDRM, EINVAL],
        ["semctl IPC_RMID"] = [EIDRM, EINVAL],
        ["semtimedop down"] = [EINTR, EAGAIN, EACCES, EIDRM, EINVAL, ENOMEM, ENOSPC],
        ["semtimedop parts"] = [EINTR, ERANGE, EIDRM, EINVAL],
    };

    /// <summary>Gets them.</summary>
    public static Expectations All { get; } = new(_errors, Outcomes);

    private static SharedMemoryError[] Outcomes(string label, Errno error) => error switch
    {
        EINTR => [],
        EMFILE or ENFILE or ENOMEM or ENOSPC or EDQUOT => [SharedMemoryError.OutOfResources],
        EEXIST => [SharedMemoryError.AlreadyExists],
        EINVAL when label.StartsWith("shmget", StringComparison.Ordinal) => [SharedMemoryError.InvalidSize],

        // What was in the way has gone, or what was looked for.
        ENOENT or EIDRM or EINVAL when label != "open O_CREAT" => [SharedMemoryError.NoError, SharedMemoryError.NotFound],
        _ when label is "open O_CREAT" or "statx" or "rename" => [SharedMemoryError.KeyError],
        EACCES or EPERM => [SharedMemoryError.PermissionDenied],
        _ => [SharedMemoryError.UnknownError],
    };
}
