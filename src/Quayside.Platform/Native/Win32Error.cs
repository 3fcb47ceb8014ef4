// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Native;

/// <summary>Error numbers of the Windows API (winerror.h).</summary>
internal static class Win32Error
{
    public const int ERROR_FILE_NOT_FOUND = 2;
    public const int ERROR_PATH_NOT_FOUND = 3;
    public const int ERROR_ACCESS_DENIED = 5;
    public const int ERROR_INVALID_HANDLE = 6;
    public const int ERROR_NOT_ENOUGH_MEMORY = 8;
    public const int ERROR_INVALID_PARAMETER = 87;
    public const int ERROR_INVALID_NAME = 123;
    public const int ERROR_BAD_PATHNAME = 161;
    public const int ERROR_ALREADY_EXISTS = 183;
    public const int ERROR_FILENAME_EXCED_RANGE = 206;
    public const int ERROR_TOO_MANY_POSTS = 298;
    public const int ERROR_NO_SYSTEM_RESOURCES = 1450;
    public const int ERROR_COMMITMENT_LIMIT = 1455;
}
