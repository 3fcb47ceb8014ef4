// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.SystemV;

/// <summary>The one translation of errno for System V calls (shmget(2), shmat(2), shmctl(2), semget(2), semop(2), semctl(2)).</summary>
internal static class SystemVErrors
{
    /// <summary>Translates the error of the native call just made by this thread.</summary>
    public static IpcResult Last(IpcStep step) => From(Marshal.GetLastPInvokeError(), step);

    /// <summary>Translates an error number.</summary>
    public static IpcResult From(int error, IpcStep step) => new(Translate(error, step), step, error);

    private static IpcError Translate(int error, IpcStep step) => error switch
    {
        Errno.EACCES or Errno.EPERM => IpcError.PermissionDenied,
        Errno.EEXIST => IpcError.AlreadyExists,
        Errno.ENOENT => IpcError.NotFound,
        Errno.ENOMEM or Errno.ENOSPC or Errno.EMFILE or Errno.ENFILE or Errno.ERANGE => IpcError.OutOfResources,
        Errno.EIDRM => IpcError.Removed,
        Errno.EINVAL when step == IpcStep.CreateSegment => IpcError.InvalidSize,
        Errno.EINVAL => IpcError.Removed, // an id that no longer names anything
        _ => IpcError.Unknown,
    };
}
