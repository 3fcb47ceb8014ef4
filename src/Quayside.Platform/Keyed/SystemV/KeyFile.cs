// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The empty file whose inode stands for a System V key (ftok(3)).</summary>
/// <remarks>
/// <para>Stateless and thread-safe. A file survives crashes; the next one to leave the key removes it.</para>
/// <para>
/// Whose file it is does not matter: it is empty, and what its key names is judged by itself (<see cref="AccessPolicy"/>). Its type does: a link, a pipe
/// or a device that another user put there is neither followed nor opened.
/// </para>
/// </remarks>
internal static class KeyFile
{
    // 0640 less umask, as Qt makes it. It is never opened for reading: only its inode counts.
    private const uint Mode = 0x1A0;

    /// <summary>Sees to it that the file is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="made">Whether this call made it.</param>
    /// <remarks>
    /// Always O_EXCL: under fs.protected_regular a plain O_CREAT on another user's file in a sticky directory is refused (open(2)),
    /// whereas O_EXCL says EEXIST first.
    /// </remarks>
    public static IpcResult Ensure(string path, out bool made)
    {
        while (true)
        {
            var descriptor = LibC.open(path, LibC.O_CREAT | LibC.O_EXCL | LibC.O_RDWR | LibC.O_CLOEXEC, Mode);
            if (descriptor >= 0)
            {
                _ = LibC.close(descriptor);
                made = true;
                return IpcResult.Success;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.EINTR)
            {
                made = false;
                return error == Errno.EEXIST ? IpcResult.Success : SystemVErrors.From(error, IpcStep.MakeKeyFile);
            }
        }
    }

    /// <summary>Sees to it that the file is there, and derives the key, however often a cleaner removes it in between.</summary>
    /// <param name="path">The file.</param>
    /// <param name="project">The project id.</param>
    /// <param name="made">Whether this call made the file; when it fails, it has taken it away again.</param>
    /// <param name="key">The key.</param>
    public static IpcResult Ensure(string path, byte project, out bool made, out int key)
    {
        // A link that leads nowhere is there, and yet there is no file, however often one looks.
        const int MaxRounds = 100;
        for (var round = 0; ; round++)
        {
            key = 0;
            var result = Ensure(path, out made);
            if (!result.Succeeded || TryDerive(path, project, out key))
            {
                return result;
            }

            if (key != Errno.ENOENT || round == MaxRounds)
            {
                if (made)
                {
                    _ = LibC.unlink(path);
                }

                return SystemVErrors.From(key, IpcStep.MakeKeyFile);
            }
        }
    }

    /// <summary>Derives the key: project, device and inode folded into 32 bits, as ftok(3) does.</summary>
    /// <returns>
    /// Whether there is a file or a folder; otherwise the error number is in <paramref name="key"/>: ELOOP for a link, which Qt and ftok(3)
    /// would follow, EINVAL for what is something else.
    /// </returns>
    public static bool TryDerive(string path, byte project, out int key)
    {
        var error = Look(path, out var status);
        key = error == 0 ? Derive(status, project) : error;
        return error == 0;
    }

    /// <summary>Checks that a path can be a key file: a regular file, or the folder that a native key names.</summary>
    /// <returns>0 or the error number, as for <see cref="TryDerive"/>.</returns>
    public static int CheckType(string path) => Look(path, out _);

    private static int Look(string path, out FileStatus status)
    {
        var error = FileStatus.Of(path, out status);
        return error != 0 || status.IsRegular || status.IsDirectory ? error : status.IsLink ? Errno.ELOOP : Errno.EINVAL;
    }

    // glibc and musl alike. One look says what the file is and which: between two, another file could take its place.
    private static int Derive(in FileStatus status, byte project) =>
        unchecked((project << 24) | ((int)(status.Identity.Device & 0xFF) << 16) | (int)(status.Identity.Inode & 0xFFFF));

    /// <summary>Gets whether the file at the path still means this key, and not a file that came after it.</summary>
    public static bool Means(string path, byte project, int key) => TryDerive(path, project, out var now) && now == key;

    /// <summary>Gets whether an open file means this key.</summary>
    public static bool Means(SafeFileHandle file, byte project, int key) =>
        FileStatus.Of((int)file.DangerousGetHandle(), out var status) == 0 && Derive(status, project) == key;

    /// <summary>Puts another file, and so another key, behind the path of a file that this process has just made.</summary>
    /// <param name="path">The file whose key turned out to be taken.</param>
    /// <param name="project">The project id.</param>
    /// <param name="isFree">Tells whether a key is free.</param>
    /// <param name="key">A free key.</param>
    /// <returns>Success, or why the name stays with its key; <see cref="IpcError.AlreadyExists"/> when many files in turn met taken keys.</returns>
    /// <remarks>
    /// ftok(3) keeps 16 bits of the inode, and file systems hand inodes of deleted files out again; a segment that outlived its key file
    /// then seems to be there under a new name. The caller holds the lock of the key, so nobody has derived from the file yet. Files that
    /// do not help are kept until the end, or their inodes would come back at once.
    /// </remarks>
    public static IpcResult MoveToFreeKey(string path, byte project, Predicate<int> isFree, out int key)
    {
        const int MaxFiles = 32;
        var useless = new List<string>();
        key = 0;
        try
        {
            for (var file = 0; file < MaxFiles; file++)
            {
                // Random, so that nobody else has put a file there; whatever is there all the same is left alone.
                var candidate = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}");
                var result = Ensure(candidate, out var isMine);
                if (!result.Succeeded)
                {
                    return result;
                }

                if (!isMine)
                {
                    continue;
                }

                useless.Add(candidate);
                if (!TryDerive(candidate, project, out key) || !isFree(key))
                {
                    continue;
                }

                if (LibC.rename(candidate, path) != 0)
                {
                    return SystemVErrors.Last(IpcStep.MakeKeyFile);
                }

                useless.Remove(candidate);
                return IpcResult.Success;
            }

            return new IpcResult(IpcError.AlreadyExists, IpcStep.CreateSegment, Errno.EEXIST);
        }
        finally
        {
            foreach (var file in useless)
            {
                _ = LibC.unlink(file);
            }
        }
    }

    /// <summary>Removes the file if it still means this key and is empty, as key files are.</summary>
    /// <remarks>The caller holds the lock of the key. A native key may name a file that holds somebody's data; that one stays.</remarks>
    public static void Remove(string path, byte project, int key)
    {
        if (Means(path, project, key) && new FileInfo(path) is { Exists: true, Length: 0, LinkTarget: null })
        {
            _ = LibC.unlink(path);
        }
    }

    /// <summary>Sets the file's times to now, so that watchers of the directory learn that the segment behind it is another one.</summary>
    public static void Touch(string path) => _ = LibC.utimensat(LibC.AT_FDCWD, path, times: 0, LibC.AT_SYMLINK_NOFOLLOW);
}
