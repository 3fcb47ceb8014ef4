// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>What the kernel says of a file (statx(2)); asking opens nothing and follows no link.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="IsRegular">Whether it is a plain file, as objects of shared memory are.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Reserved">How many bytes have memory behind them.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Links">How many names it has.</param>
internal readonly record struct FileStatus(FileIdentity Identity, bool IsRegular, long Size, long Reserved, ObjectOwner Owner, uint Links)
{
    private const int BlockSize = 512;

    /// <summary>Gets whether it is a folder.</summary>
    public bool IsDirectory { get; private init; }

    /// <summary>Gets whether it is a symbolic link.</summary>
    public bool IsLink { get; private init; }

    /// <summary>Asks about the file of a name.</summary>
    /// <returns>0 or the error number.</returns>
    public static int Of(string path, out FileStatus status) => Ask(LibC.AT_FDCWD, path, LibC.AT_SYMLINK_NOFOLLOW, out status);

    /// <summary>Asks about an open file.</summary>
    /// <inheritdoc cref="Of(string, out FileStatus)"/>
    public static int Of(int descriptor, out FileStatus status) => Ask(descriptor, string.Empty, LibC.AT_EMPTY_PATH, out status);

    /// <summary>Gets whether a name still means this file.</summary>
    public static bool Means(string path, FileIdentity identity) => Of(path, out var status) == 0 && status.Identity == identity;

    private static int Ask(int directory, string path, int flags, out FileStatus status)
    {
        if (LibC.statx(directory, path, flags, LibC.STATX_BASIC_STATS, out var raw) != 0)
        {
            status = default;
            return Marshal.GetLastPInvokeError();
        }

        status = new FileStatus(
            new FileIdentity(unchecked((long)raw.ino), ((long)raw.dev_major << 32) | raw.dev_minor),
            (raw.mode & LibC.S_IFMT) == LibC.S_IFREG,
            (long)raw.size,
            (long)raw.blocks * BlockSize,
            ObjectOwner.OfFile(raw.uid, raw.gid),
            raw.nlink)
        {
            IsDirectory = (raw.mode & LibC.S_IFMT) == LibC.S_IFDIR,
            IsLink = (raw.mode & LibC.S_IFMT) == LibC.S_IFLNK,
        };
        return 0;
    }
}
