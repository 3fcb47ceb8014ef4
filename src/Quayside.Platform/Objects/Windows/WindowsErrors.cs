// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>The one translation of Win32 error numbers.</summary>
/// <remarks>
/// Qt calls a commitment limit an invalid size, and everything that it does not list unknown (qsharedmemory_win.cpp); its words are
/// chosen by the native number, above.
/// </remarks>
internal static class WindowsErrors
{
    /// <summary>Translates the error of the native call just made by this thread.</summary>
    public static IpcResult Last(IpcStep step) => From(Marshal.GetLastPInvokeError(), step);

    /// <summary>Translates an error number.</summary>
    public static IpcResult From(int error, IpcStep step) => new(Translate(error, step), step, error);

    private static IpcError Translate(int error, IpcStep step) => error switch
    {
        Win32Error.ERROR_ACCESS_DENIED => IpcError.PermissionDenied,
        Win32Error.ERROR_ALREADY_EXISTS => IpcError.AlreadyExists,
        Win32Error.ERROR_FILE_NOT_FOUND => IpcError.NotFound,

        // The name belongs to another kind of object: all kinds share one name space in a session.
        Win32Error.ERROR_INVALID_HANDLE => IpcError.InvalidName,
        Win32Error.ERROR_PATH_NOT_FOUND or Win32Error.ERROR_INVALID_NAME or Win32Error.ERROR_BAD_PATHNAME
            or Win32Error.ERROR_FILENAME_EXCED_RANGE => IpcError.InvalidName,
        Win32Error.ERROR_NOT_ENOUGH_MEMORY or Win32Error.ERROR_NO_SYSTEM_RESOURCES or Win32Error.ERROR_COMMITMENT_LIMIT
            or Win32Error.ERROR_TOO_MANY_POSTS => IpcError.OutOfResources,
        Win32Error.ERROR_INVALID_PARAMETER when step == IpcStep.CreateSegment => IpcError.InvalidSize,
        _ => IpcError.Unknown,
    };
}
