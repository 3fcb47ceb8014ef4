// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>Makes segments: whole, with all their memory, before anybody can find them. Stateless; under the lock.</summary>
/// <remarks>
/// <para>
/// A file without a name (O_TMPFILE, open(2)) gets its size and its pages and is mapped; then one call gives it its name. Whatever fails
/// or whoever is killed before that leaves nothing. Qt makes the name first, so that others see an empty file for a while.
/// </para>
/// <para>
/// To take the place of another one the file needs a name of its own for a moment, and so it does where the file system has no files
/// without names. That name means nothing to anybody, and the next one to make a segment removes what a kill left of it.
/// </para>
/// </remarks>
internal static class PosixCreation
{
    private const string Purpose = "new";

    /// <summary>Makes a segment.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="rights">How to map it, and its mode.</param>
    /// <param name="replaces">Whether it takes the place of the one that is there (rename(2)); otherwise there may be none.</param>
    /// <param name="segment">The segment.</param>
    public static IpcResult Make(string path, long size, SegmentRights rights, bool replaces, out IpcSegment? segment)
    {
        segment = null;
        var beside = SharedFile.Beside(path, Purpose);
        var isNameless = true;
        var descriptor = SharedFile.MakeNameless(rights.Mode, out var error);
        if (error is Errno.EOPNOTSUPP or Errno.EISDIR)
        {
            isNameless = false;
            _ = LibC.unlink(beside);
            descriptor = SharedFile.Make(beside, rights.Mode, out error);
        }

        if (descriptor < 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        var result = Prepare(descriptor, size, rights.Writable, out var region, out var status);
        if (result.Succeeded)
        {
            error = isNameless && !replaces ? SharedFile.Name(descriptor, path)
                : isNameless ? NameBeside(descriptor, beside, path)
                : Move(beside, path, replaces);
            result = error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.CreateSegment);
        }

        if (result.Succeeded)
        {
            var info = new SegmentInfo(status.Identity.Inode, size, AttachCount: 1, CreatorProcess: 0, status.Owner);
            segment = new PosixSegment(path, descriptor, region!, status.Identity, info);
            return result;
        }

        region?.Dispose();
        _ = LibC.close(descriptor);
        if (!isNameless)
        {
            _ = LibC.unlink(beside);
        }

        return result;
    }

    /// <summary>Removes what a kill left beside the name.</summary>
    public static void Forget(string path) => _ = LibC.unlink(SharedFile.Beside(path, Purpose));

    private static int NameBeside(int descriptor, string beside, string path)
    {
        // The caller holds the lock, so nobody is at it: if it is there, a kill left it.
        _ = LibC.unlink(beside);
        var error = SharedFile.Name(descriptor, beside);
        return error == 0 ? Move(beside, path, replaces: true) : error;
    }

    private static int Move(string beside, string path, bool replaces)
    {
        if (LibC.renameat2(LibC.AT_FDCWD, beside, LibC.AT_FDCWD, path, replaces ? 0 : LibC.RENAME_NOREPLACE) == 0)
        {
            return 0;
        }

        var error = Marshal.GetLastPInvokeError();
        _ = LibC.unlink(beside);
        return error;
    }

    private static IpcResult Prepare(int descriptor, long size, bool writable, out PosixRegion? region, out FileStatus status)
    {
        region = null;
        var error = FileStatus.Of(descriptor, out status);
        if (error == 0)
        {
            error = SharedFile.Reserve(descriptor, size);
        }

        return error == 0
            ? PosixRegion.Map(descriptor, size, writable, out region)
            : PosixErrors.From(error, IpcStep.CreateSegment);
    }
}
