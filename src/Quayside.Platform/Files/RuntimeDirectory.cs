// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>The user's own directory for files of running programs, in which Qt keeps key files of platform-safe keys.</summary>
internal static class RuntimeDirectory
{
    private const uint OnlyOwner = 0x1C0;

    /// <summary>Finds the directory as QStandardPaths::RuntimeLocation does (Qt 6.8): XDG_RUNTIME_DIR, else <c>runtime-USER</c> in the temporary directory.</summary>
    /// <remarks>Either is made if it is missing, and counts only if its path is absolute and it is a directory, no link, of this user, with mode 0700.</remarks>
    /// <returns>Its path, or an empty string when neither counts; Qt then uses the root.</returns>
    public static string Find()
    {
        var given = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? string.Empty;
        if (Path.IsPathFullyQualified(given) && IsOwn(given))
        {
            return given;
        }

        var substitute = $"{TemporaryDirectory.Find()}/runtime-{Environment.UserName}";
        return IsOwn(substitute) ? substitute : string.Empty;
    }

    private static bool IsOwn(string path)
    {
        if (LibC.mkdir(path, OnlyOwner) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Errno.EEXIST
            && LibC.statx(LibC.AT_FDCWD, path, LibC.AT_SYMLINK_NOFOLLOW, LibC.STATX_BASIC_STATS, out var status) == 0
            && (status.mode & LibC.S_IFMT) == LibC.S_IFDIR
            && (status.mode & 0x1FF) == OnlyOwner
            && status.uid == LibC.geteuid();
    }
}
