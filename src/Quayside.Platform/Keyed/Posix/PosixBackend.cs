// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Platform.Participants.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>Segments and locks as POSIX objects: what Qt's platform-safe keys are on Unix, and all keys of a Qt built with ipc_posix.</summary>
/// <remarks>
/// Where state lives: the segment is /dev/shm/NAME, the lock /dev/shm/sem.NAME, on Linux with glibc. Both survive crashes. Nobody keeps
/// books of who is attached: the kernel is asked (<see cref="WriteLease"/>). Who holds the lock is noted in it (<see cref="LockOwnerRecord"/>).
/// </remarks>
internal sealed class PosixBackend : IpcBackend
{
    private PosixBackend()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static PosixBackend Instance { get; } = new();

    /// <inheritdoc/>
    public override IpcResult DraftSegment(string name, long size, SegmentRights rights, out SegmentDraft? draft)
    {
        draft = null;
        var result = PosixName.OfSegment(name, out var path);
        return result.Succeeded ? PosixDraft.Make(path, size, rights, out draft) : result;
    }

    /// <inheritdoc/>
    public override IpcResult CreateSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        var result = PosixName.OfSegment(name, out var path);
        if (!result.Succeeded)
        {
            return result;
        }

        if (FileStatus.Of(path, out var existing) == 0
            && !(draft.Rights.Policy.IsWelcome(existing.Owner)
                && PosixOpening.IsDeadCreation(path, existing)
                && WriteLease.TryRemove(path, existing.Identity)))
        {
            return new IpcResult(IpcError.AlreadyExists, IpcStep.CreateSegment, Errno.EEXIST);
        }

        return ((PosixDraft)draft).Publish(fill, replaces: false, out segment);
    }

    /// <inheritdoc/>
    public override IpcResult OpenSegment(string name, SegmentRights rights, out IpcSegment? segment)
    {
        segment = null;
        var result = PosixName.OfSegment(name, out var path);
        return result.Succeeded ? PosixOpening.Open(path, rights, out segment) : result;
    }

    /// <inheritdoc/>
    public override IpcResult ReplaceSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        var result = Locate(name, out _, out var earlier);
        if (result.Succeeded)
        {
            result = draft.Rights.Policy.Judge(earlier.Owner, IpcStep.OpenSegment);
        }

        return result.Error is IpcError.None or IpcError.NotFound
            ? ((PosixDraft)draft).Publish(fill, replaces: true, out segment)
            : result;
    }

    /// <inheritdoc/>
    public override IpcResult RemoveSegment(string name, AccessPolicy policy = default)
    {
        var result = Locate(name, out var path, out var status);
        if (result.Succeeded)
        {
            result = policy.Judge(status.Owner, IpcStep.RemoveSegment);
        }

        if (result.Succeeded && PosixOpening.IsDeadCreation(path, status))
        {
            result = new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, Errno.ENOENT);
        }

        return result.Succeeded && LibC.unlink(path) != 0 ? PosixErrors.Last(IpcStep.RemoveSegment) : result;
    }

    /// <inheritdoc/>
    public override IpcResult ProbeSegment(string name)
    {
        var result = Locate(name, out var path, out var status);
        return result.Succeeded && PosixOpening.IsDeadCreation(path, status)
            ? new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, Errno.ENOENT)
            : result;
    }

    /// <inheritdoc/>
    public override IpcResult FindSegment(string name, out SegmentInfo info)
    {
        var result = Locate(name, out var path, out var status);
        info = default;
        if (result.Succeeded)
        {
            var isAlone = WriteLease.IsAlone(path, status.Identity);
            info = new SegmentInfo(status.Identity.Inode, status.Size, isAlone ? 0 : null, CreatorProcess: 0, status.Owner.User);
        }

        return result.Succeeded && info is { Size: 0, IsOrphan: true }
            ? new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, Errno.ENOENT)
            : result;
    }

    /// <inheritdoc/>
    public override IpcResult Judge(string name, SegmentRights rights) => Locate(name, out _, out var status).Succeeded
        ? rights.Policy.Judge(status.Owner, IpcStep.OpenSegment, rights.Writable)
        : IpcResult.Success;

    /// <inheritdoc/>
    public override bool BeginsWith(string name, ulong word, long minimumSize)
    {
        if (!Locate(name, out var path, out var status).Succeeded || status.Size < minimumSize)
        {
            return false;
        }

        var descriptor = SharedFile.Open(path, LibC.O_RDONLY, out _);
        if (descriptor < 0)
        {
            return false;
        }

        using var file = new ParticipantFile(descriptor, path, isWritable: false);
        return file.BeginsWith(word);
    }

    /// <inheritdoc/>
    public override void ForgetName(string name, AccessPolicy policy = default)
    {
        if (Locate(name, out var path, out var status).Succeeded
            && policy.IsWelcome(status.Owner)
            && PosixOpening.IsDeadCreation(path, status))
        {
            _ = WriteLease.TryRemove(path, status.Identity);
        }

        SiblingFile.Sweep(path, policy);
    }

    /// <inheritdoc/>
    public override bool IsAbsent(string name) => Locate(name, out _, out _) is { Error: IpcError.NotFound };

    /// <inheritdoc/>
    public override bool IsLockAbsent(string lockName) =>
        PosixName.OfSemaphore(lockName, out var path).Succeeded && FileStatus.Of(path, out _) == Errno.ENOENT;

    /// <inheritdoc/>
    /// <remarks>
    /// The kernel does not tell when a lock was used last, so the time is the present one: who compares stamps is to compare bytes. Opens
    /// nothing, because who looks would seem to be a user.
    /// </remarks>
    public override SegmentIdentity Observe(string name, string lockName, AccessPolicy policy = default)
    {
        if (!Locate(name, out _, out var segment).Succeeded
            || segment.Size == 0
            || !policy.IsWelcome(segment.Owner, forWriting: false))
        {
            return default;
        }

        var hasLock = PosixName.OfSemaphore(lockName, out var path).Succeeded & FileStatus.Of(path, out var semaphore) == 0;
        return new SegmentIdentity(
            true, segment.Identity.Inode, segment.Size, hasLock ? semaphore.Identity.Inode : -1, Stopwatch.GetTimestamp(), 0);
    }

    /// <inheritdoc/>
    public override IpcLock CreateLock(string lockName, AccessPolicy policy) => new PosixLock(lockName, policy);

    /// <inheritdoc/>
    public override IpcResult OpenSemaphore(
        string name,
        SemaphoreDemand demand,
        int initialValue,
        SemaphoreSettings settings,
        out IpcSemaphore? semaphore,
        CancellationToken cancellation = default) =>
        PosixSemaphore.Open(name, demand, initialValue, settings, out semaphore, cancellation);

    /// <inheritdoc/>
    public override IpcResult RemoveSemaphore(string name, AccessPolicy policy = default)
    {
        var result = PosixName.OfSemaphore(name, out var path);
        if (result.Succeeded && FileStatus.Of(path, out var status) == 0)
        {
            result = policy.Judge(status.Owner, IpcStep.OpenLock);
        }

        return result.Succeeded && LibC.unlink(path) != 0 ? PosixErrors.Last(IpcStep.OpenLock) : result;
    }

    /// <inheritdoc/>
    public override string? SignalFile(string name) => PosixName.OfSegment(name, out var path).Succeeded ? path : null;

    /// <summary>Looks at the file of a name.</summary>
    /// <returns><see cref="IpcError.InvalidName"/> when it is none that can be a segment.</returns>
    private static IpcResult Locate(string name, out string path, out FileStatus status)
    {
        status = default;
        var result = PosixName.OfSegment(name, out path);
        if (!result.Succeeded)
        {
            return result;
        }

        return FileStatus.Of(path, out status) switch
        {
            0 when !status.IsRegular => new IpcResult(IpcError.InvalidName, IpcStep.OpenSegment, Errno.EINVAL),
            0 => IpcResult.Success,
            Errno.ENOENT => new IpcResult(IpcError.NotFound, IpcStep.DeriveKey, Errno.ENOENT),
            var error => PosixErrors.From(error, IpcStep.QuerySegment),
        };
    }
}
