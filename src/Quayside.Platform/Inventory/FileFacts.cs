// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Inventory;

/// <summary>What a directory lookup tells of a file, without opening it: an open file would look like a user of a POSIX segment.</summary>
/// <param name="Path">The file.</param>
/// <param name="Inode">Its inode.</param>
/// <param name="IsRegular">Whether it is a file and no link, directory or device.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="OwnerUser">The user id it belongs to.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Changed">When its contents or its inode last changed, whichever is later.</param>
internal sealed record FileFacts(
    string Path, long Inode, bool IsRegular, long Size, uint OwnerUser, int Mode, DateTimeOffset Changed)
{
    /// <summary>Gets how many names it has.</summary>
    public uint Links { get; private init; }

    /// <summary>Looks a file up without following a link; null when it is not there or may not be looked at.</summary>
    public static FileFacts? Of(string path)
    {
        if (LibC.statx(LibC.AT_FDCWD, path, LibC.AT_SYMLINK_NOFOLLOW, LibC.STATX_BASIC_STATS, out var status) != 0)
        {
            return null;
        }

        return new FileFacts(
            path, checked((long)status.ino), (status.mode & LibC.S_IFMT) == LibC.S_IFREG, checked((long)status.size), status.uid,
            status.mode & 0xFFF, DateTimeOffset.FromUnixTimeSeconds(status.mtime))
        {
            Links = status.nlink,
        };
    }

    /// <summary>Lists the files of a directory whose names begin with a prefix, links and directories left out.</summary>
    /// <param name="directory">The directory; a missing or forbidden one has no files.</param>
    /// <param name="prefix">How the names begin; may be empty.</param>
    public static IReadOnlyList<FileFacts> In(string directory, string prefix)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory, prefix + "*").Order(StringComparer.Ordinal)
                .Select(Of).OfType<FileFacts>().Where(file => file.IsRegular)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Takes the file away if it is still the very same, unchanged since these facts were looked up.</summary>
    /// <returns>0, or the error number; EEXIST when it is another one by now, or has changed, and stays.</returns>
    public int RemoveIfSame()
    {
        var now = Of(Path);
        return now is null || now.Inode != Inode || now.Size != Size || now.Changed != Changed
            ? Errno.EEXIST
            : LibC.unlink(Path) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
