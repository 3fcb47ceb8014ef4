// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>Error numbers of Linux (errno(3)).</summary>
internal enum Errno
{
    EPERM = 1,
    ENOENT = 2,
    ESRCH = 3,
    EINTR = 4,
    EIO = 5,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EBUSY = 16,
    EEXIST = 17,
    ENOTDIR = 20,
    EISDIR = 21,
    EINVAL = 22,
    ENFILE = 23,
    EMFILE = 24,
    EFBIG = 27,
    ENOSPC = 28,
    EROFS = 30,
    ERANGE = 34,
    ENAMETOOLONG = 36,
    ENOLCK = 37,
    ELOOP = 40,
    EIDRM = 43,
    EOPNOTSUPP = 95,
    EDQUOT = 122,
}
