// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>What decides whether this process can make a file in a directory, as of the moment of the look.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Exists">Whether a directory is there.</param>
/// <param name="IsReadOnly">Whether its file system is mounted read-only.</param>
/// <param name="MayWrite">Whether this process's user may make files in it.</param>
/// <param name="Mode">Its permissions; null when they may not be looked at.</param>
/// <param name="Total">How many bytes the file system has; 0 when it does not count them.</param>
/// <param name="Free">How many bytes of them are left for this user.</param>
/// <param name="HasInodes">Whether the file system can take one more file.</param>
internal sealed record DirectoryFacts(
    string Path, bool Exists, bool IsReadOnly, bool MayWrite, UnixFileMode? Mode, long Total, long Free, bool HasInodes)
{
    /// <summary>Looks at a directory. Makes nothing.</summary>
    public static unsafe DirectoryFacts Of(string path)
    {
        if (!Directory.Exists(path))
        {
            return new DirectoryFacts(path, Exists: false, IsReadOnly: false, MayWrite: false, Mode: null, Total: 0, Free: 0, HasInodes: false);
        }

        LibC.statvfs_status status;
        var isKnown = LibC.statvfs(path, &status) == 0; // Holds: a local of the size that libc fills, checked against the C compiler's by a test.
        return new DirectoryFacts(
            path,
            Exists: true,
            IsReadOnly: isKnown && (status.flag & LibC.ST_RDONLY) != 0,
            MayWrite: LibC.faccessat(LibC.AT_FDCWD, path, LibC.W_OK | LibC.X_OK, LibC.AT_EACCESS) == 0,
            ModeOf(path),
            isKnown ? Bytes(status.blocks, status.frsize) : 0,
            isKnown ? Bytes(status.bavail, status.frsize) : 0,
            !isKnown || status.files == 0 || status.favail > 0);
    }

    private static long Bytes(ulong blocks, ulong size) => blocks > long.MaxValue / Math.Max(1, size) ? long.MaxValue : (long)(blocks * size);

    private static UnixFileMode? ModeOf(string path) => new DirectoryInfo(path).UnixFileMode is var mode && (int)mode >= 0 ? mode : null;
}
