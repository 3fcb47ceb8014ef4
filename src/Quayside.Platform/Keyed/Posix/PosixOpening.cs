// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>Opens segments that are there, Qt's among them, and refuses what is none. Stateless; under the lock.</summary>
internal static class PosixOpening
{
    // Qt makes the name first and the size second. A maker that lives needs microseconds.
    private static readonly TimeSpan _patienceWithCreation = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Opens and maps a segment.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="rights">How to map it, and whether another user's is welcome.</param>
    /// <param name="segment">The segment.</param>
    public static IpcResult Open(string path, SegmentRights rights, out IpcSegment? segment)
    {
        segment = null;
        var descriptor = SharedFile.Open(path, rights.Writable ? LibC.O_RDWR : LibC.O_RDONLY, out var error);
        if (descriptor < 0)
        {
            return PosixErrors.From(error, IpcStep.OpenSegment);
        }

        PosixRegion? region = null;
        var result = Check(descriptor, rights, out var status);
        if (result.Succeeded)
        {
            result = Reserve(path, descriptor, status, rights);
        }

        if (result.Succeeded)
        {
            result = PosixRegion.Map(descriptor, status.Size, rights.Writable, out region);
        }

        if (!result.Succeeded)
        {
            _ = LibC.close(descriptor);
            return result;
        }

        long? count = WriteLease.IsAlone(descriptor) ? 1 : null;
        var info = new SegmentInfo(status.Identity.Inode, status.Size, count, CreatorProcess: 0, status.Owner.User);
        segment = new PosixSegment(path, descriptor, region!, status.Identity, info);
        return result;
    }

    /// <summary>Gets whether a file is a creation that was never finished, because its maker was killed.</summary>
    public static bool IsDeadCreation(string path, FileStatus status) =>
        status is { IsRegular: true, Size: 0 } && WriteLease.IsAlone(path, status.Identity);

    private static IpcResult Check(int descriptor, SegmentRights rights, out FileStatus status)
    {
        var error = FileStatus.Of(descriptor, out status);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.QuerySegment);
        }

        if (!status.IsRegular)
        {
            return new IpcResult(IpcError.InvalidName, IpcStep.OpenSegment, Errno.EINVAL);
        }

        var result = rights.Policy.Judge(status.Owner, IpcStep.OpenSegment, rights.Writable);
        return result.Succeeded ? AwaitSize(descriptor, ref status) : result;
    }

    private static IpcResult AwaitSize(int descriptor, ref FileStatus status)
    {
        var start = Stopwatch.GetTimestamp();
        while (status.Size == 0)
        {
            if (WriteLease.IsAlone(descriptor) || status.Links == 0 || Stopwatch.GetElapsedTime(start) > _patienceWithCreation)
            {
                return new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, Errno.ENOENT);
            }

            Thread.Sleep(_pause);
            _ = FileStatus.Of(descriptor, out status);
        }

        return IpcResult.Success;
    }

    /// <summary>Puts memory behind what Qt left without: it only sets the size, and pages that cannot be had end the process later (SIGBUS).</summary>
    private static IpcResult Reserve(string path, int descriptor, FileStatus status, SegmentRights rights)
    {
        if (status.Reserved >= status.Size || !rights.Policy.IsWelcome(status.Owner))
        {
            return IpcResult.Success;
        }

        var isWritable = rights.Writable;
        var writable = isWritable ? descriptor : SharedFile.Open(path, LibC.O_RDWR, out _);
        if (writable < 0)
        {
            // Who may only read cannot reserve.
            return IpcResult.Success;
        }

        var error = isWritable || (FileStatus.Of(writable, out var same) == 0 && same.Identity == status.Identity)
            ? SharedFile.Reserve(writable, status.Size)
            : 0;
        if (!isWritable)
        {
            _ = LibC.close(writable);
        }

        return error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.OpenSegment);
    }
}
