// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Platform.Participants.Posix;

namespace Quayside.Platform.Inventory;

/// <summary>A look at a file with participants: a private copy of its bytes, and questions about its locks. Nothing is mapped.</summary>
/// <remarks>A crash leaves nothing: the kernel gives the gate back.</remarks>
internal sealed class PosixExamination : ParticipantExamination
{
    private readonly ParticipantFile _file;
    private readonly ObjectOwner _owner;

    private PosixExamination(ParticipantFile file, FileStatus status)
    {
        _file = file;
        _file.Identity = status.Identity;
        _owner = status.Owner;
        Size = status.Size;
    }

    /// <inheritdoc/>
    public override long Id => _file.Identity.Inode;

    /// <inheritdoc/>
    public override long Size { get; }

    /// <summary>Opens the file of a segment.</summary>
    /// <inheritdoc cref="PlatformDefaults.Examine"/>
    public static IpcResult Open(string name, ulong signature, long minimumSize, bool toRemove, out ParticipantExamination? examination)
    {
        examination = null;
        var result = PosixName.OfSegment(name, out var path);
        if (!result.Succeeded)
        {
            return result;
        }

        var error = FileStatus.Of(path, out var status);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.QuerySegment);
        }

        if (!status.IsRegular || status.Size < minimumSize)
        {
            return new IpcResult(IpcError.Foreign, IpcStep.QuerySegment, 0);
        }

        var descriptor = SharedFile.Open(path, toRemove ? LibC.O_RDWR : LibC.O_RDONLY, out error);
        if (descriptor < 0)
        {
            return PosixErrors.From(error, IpcStep.OpenSegment);
        }

        var file = new ParticipantFile(descriptor, path, isWritable: toRemove);
        error = FileStatus.Of(descriptor, out status);
        if (error != 0 || !status.IsRegular || status.Size < minimumSize || !file.BeginsWith(signature))
        {
            file.Dispose();
            return error != 0 ? PosixErrors.From(error, IpcStep.QuerySegment) : new IpcResult(IpcError.Foreign, IpcStep.QuerySegment, 0);
        }

        examination = new PosixExamination(file, status);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override IpcResult Judge(AccessPolicy policy) => policy.Judge(_owner, IpcStep.RemoveSegment);

    /// <inheritdoc/>
    public override bool TryRead(long offset, Span<byte> destination) => _file.TryRead(offset, destination);

    /// <inheritdoc/>
    public override bool IsClaimed(int place) => _file.IsLocked(place);

    /// <inheritdoc/>
    public override bool IsInUse() => _file.IsShared();

    /// <inheritdoc/>
    public override bool HasReaders() => _file.HasReaders();

    /// <inheritdoc/>
    public override bool IsGateTaken() => _file.IsGateTaken();

    /// <inheritdoc/>
    public override IpcResult TryEnterGate()
    {
        var result = _file.TryLock(ParticipantFile.Gate, _file.GateKind);
        return result.Succeeded && !FileStatus.Means(_file.Path, _file.Identity)
            ? PosixErrors.From(Errno.ENOENT, IpcStep.RemoveSegment)
            : result;
    }

    /// <inheritdoc/>
    public override IpcResult Remove(long offset, ulong value)
    {
        // The directory lets owners alone remove (sticky bit, unlink(2)); nothing is said that cannot be done.
        if (UserIdentity.User is not 0 && UserIdentity.User != _owner.User)
        {
            return PosixErrors.From(Errno.EACCES, IpcStep.RemoveSegment);
        }

        if (!FileStatus.Means(_file.Path, _file.Identity))
        {
            return PosixErrors.From(Errno.ENOENT, IpcStep.RemoveSegment);
        }

        try
        {
            _file.WriteThrough(offset, value);
        }
        catch (IOException exception)
        {
            return PosixErrors.From(exception.HResult, IpcStep.RemoveSegment);
        }

        return LibC.unlink(_file.Path) == 0 ? IpcResult.Success : PosixErrors.From(Marshal.GetLastPInvokeError(), IpcStep.RemoveSegment);
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();
}
