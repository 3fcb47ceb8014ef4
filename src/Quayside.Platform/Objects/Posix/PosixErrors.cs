// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>The one translation of errno for POSIX objects (shm_open(3), posix_fallocate(3), mmap(2), sem_open(3)). Stateless.</summary>
internal static class PosixErrors
{
    /// <summary>Translates the error of the native call just made by this thread.</summary>
    public static IpcResult Last(IpcStep step) => From(Marshal.GetLastPInvokeError(), step);

    /// <summary>Translates an error number.</summary>
    public static IpcResult From(int error, IpcStep step) => new(Translate(error, step), step, error);

    private static IpcError Translate(int error, IpcStep step) => error switch
    {
        // The directory itself is missing.
        Errno.ENOENT when step == IpcStep.CreateSegment => IpcError.InvalidName,
        Errno.ENOENT => IpcError.NotFound,
        Errno.EEXIST => IpcError.AlreadyExists,
        Errno.EACCES or Errno.EPERM or Errno.EROFS => IpcError.PermissionDenied,
        Errno.ENOMEM or Errno.ENOSPC or Errno.EDQUOT or Errno.EMFILE or Errno.ENFILE or Errno.EOVERFLOW => IpcError.OutOfResources,
        Errno.EAGAIN when step == IpcStep.MapSegment => IpcError.OutOfResources, // too much memory is locked (mmap(2))
        Errno.EUCLEAN => IpcError.Damaged,
        Errno.EFBIG => IpcError.InvalidSize,
        Errno.EINVAL when step == IpcStep.CreateSegment => IpcError.InvalidSize,
        Errno.ENAMETOOLONG or Errno.ELOOP or Errno.EISDIR or Errno.ENOTDIR or Errno.ENXIO => IpcError.InvalidName,
        _ => IpcError.Unknown,
    };
}
