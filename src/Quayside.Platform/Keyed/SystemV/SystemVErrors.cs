// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The one translation of errno for System V calls and of those on their key files (shmget(2), shmat(2), shmctl(2), semget(2), semop(2), semctl(2), open(2), ftok(3)).</summary>
internal static class SystemVErrors
{
    /// <summary>Translates the error of the native call just made by this thread.</summary>
    public static IpcResult Last(IpcStep step) => From(Marshal.GetLastPInvokeError(), step);

    /// <summary>Translates an error number.</summary>
    public static IpcResult From(int error, IpcStep step) => new(Translate(error, step), step, error);

    private static IpcError Translate(int error, IpcStep step) => error switch
    {
        Errno.ENOMEM or Errno.ENOSPC or Errno.EDQUOT or Errno.EMFILE or Errno.ENFILE or Errno.ERANGE => IpcError.OutOfResources,
        Errno.ENOENT when step != IpcStep.MakeKeyFile => IpcError.NotFound,
        _ when step is IpcStep.MakeKeyFile or IpcStep.DeriveKey => IpcError.InvalidName,
        Errno.EACCES or Errno.EPERM => IpcError.PermissionDenied,
        Errno.EEXIST => IpcError.AlreadyExists,
        Errno.EIDRM => IpcError.Removed,
        Errno.EINVAL when step == IpcStep.CreateSegment => IpcError.InvalidSize,
        Errno.EINVAL => IpcError.Removed, // an id that no longer names anything
        _ => IpcError.Unknown,
    };
}
