// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Keyed.Posix;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Participants.Posix;

/// <summary>Segments as files in /dev/shm, whose participants hold locks on bytes far behind their end. Stateless and thread-safe.</summary>
/// <remarks>
/// A segment is made whole before it gets its name, as in <see cref="PosixDraft"/>, and with its maker's locks, which are on the file
/// and not on the name. So nothing unfinished can be found, whoever is killed when.
/// </remarks>
internal sealed class PosixParticipants : ParticipantBackend
{
    private PosixParticipants()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static PosixParticipants Instance { get; } = new();

    /// <inheritdoc/>
    public override IpcResult Open(
        string name, ulong signature, long minimumSize, bool writable, AccessPolicy policy, out ParticipantSegment? segment)
    {
        segment = null;
        var result = PosixName.OfSegment(name, out var path);
        if (!result.Succeeded)
        {
            return result;
        }

        // Who only reads opens for writing as well where that is allowed, to be able to ring the bell.
        var descriptor = SharedFile.Open(path, LibC.O_RDWR, out var error);
        var mayWrite = descriptor >= 0;
        if (!mayWrite && !writable && error is Errno.EACCES or Errno.EROFS)
        {
            descriptor = SharedFile.Open(path, LibC.O_RDONLY, out error);
        }

        if (descriptor < 0)
        {
            return PosixErrors.From(error, IpcStep.OpenSegment);
        }

        // Whose it is decides what is done with it, whatever the descriptor could do.
        error = FileStatus.Of(descriptor, out var status);
        mayWrite = mayWrite && policy.IsWelcome(status.Owner);
        var file = new ParticipantFile(descriptor, path, isWritable: mayWrite);
        result = error != 0 ? PosixErrors.From(error, IpcStep.QuerySegment)
            : !status.IsRegular ? new IpcResult(IpcError.Foreign, IpcStep.OpenSegment, Errno.EINVAL)
            : policy.Judge(status.Owner, IpcStep.OpenSegment, writable);
        if (result.Succeeded)
        {
            result = Enter(file, status, signature, minimumSize, mayWrite);
        }

        if (result.Succeeded)
        {
            result = PosixParticipantSegment.Map(file, status.Size, writable, mayWrite, out segment);
        }

        if (!result.Succeeded)
        {
            file.Dispose();
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult Create(
        string name, long size, UnixFileMode mode, Action<SharedWords> fill, out ParticipantSegment? segment)
    {
        segment = null;
        var result = PosixName.OfSegment(name, out var path);
        if (!result.Succeeded)
        {
            return result;
        }

        if (FileStatus.Of(path, out _) == 0)
        {
            return PosixErrors.From(Errno.EEXIST, IpcStep.CreateSegment);
        }

        CrashPoint.Reached(CrashStep.CreateBegun);
        var error = DraftFile.Make(path, mode, out var made);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        using var draft = made!;
        var file = new ParticipantFile(draft.Detach(), path, isWritable: true);
        result = Prepare(file, size, fill, out segment);
        if (result.Succeeded)
        {
            CrashPoint.Reached(CrashStep.CreateFilled);
            error = draft.Publish();
            result = error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.CreateSegment);
            CrashPoint.Reached(CrashStep.CreateNamed);
        }

        if (!result.Succeeded)
        {
            segment?.Dispose();
            segment = null;
            file.Dispose();
        }

        return result;
    }

    private static IpcResult Prepare(ParticipantFile file, long size, Action<SharedWords> fill, out ParticipantSegment? segment)
    {
        segment = null;
        var error = FileStatus.Of(file.Descriptor, out var status);
        if (error == 0)
        {
            file.Identity = status.Identity;
            error = SharedFile.Reserve(file.Descriptor, size);
        }

        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        CrashPoint.Reached(CrashStep.CreateReserved);
        var result = file.TryLock(ParticipantFile.Gate, LibC.F_WRLCK);
        if (result.Succeeded)
        {
            result = file.TryLock(ParticipantFile.PlaceOf(0), LibC.F_WRLCK);
        }

        if (result.Succeeded)
        {
            result = PosixParticipantSegment.Map(file, size, writable: true, mayWrite: true, out segment);
        }

        if (result.Succeeded)
        {
            fill(segment!.Words);
        }

        return result;
    }

    private static IpcResult Enter(ParticipantFile file, FileStatus status, ulong signature, long minimumSize, bool mayWrite)
    {
        // Read and not mapped: touching a page that was never written takes memory, of which there may be none.
        if (status.Size < minimumSize || !file.BeginsWith(signature))
        {
            return new IpcResult(IpcError.Foreign, IpcStep.OpenSegment, 0);
        }

        file.Identity = status.Identity;
        var result = file.TryLock(ParticipantFile.Gate, file.GateKind);
        if (!result.Succeeded)
        {
            return result;
        }

        // Only now: whoever takes the name away does so in the gate.
        if (!FileStatus.Means(file.Path, file.Identity))
        {
            return PosixErrors.From(Errno.ENOENT, IpcStep.OpenSegment);
        }

        var error = status.Reserved < status.Size && mayWrite ? SharedFile.Reserve(file.Descriptor, status.Size) : 0;
        return error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.OpenSegment);
    }
}
