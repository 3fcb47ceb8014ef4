// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Backends.Posix;
using Quayside.Platform.Native;

namespace Quayside.Platform.Inventory;

/// <summary>A look at a POSIX segment that has participants, from outside: nothing is mapped, joined or held by looking.</summary>
/// <remarks>
/// Not thread-safe. Whoever looks is no participant and no reader, so nobody waits for it and nobody takes the segment for used because
/// of it. What is read is a private copy, in which any bytes can be. Only <see cref="TryEnterGate"/> and what comes after it touch the
/// segment. A crash leaves nothing: the kernel gives the gate back.
/// </remarks>
internal sealed class ParticipantExamination : IDisposable
{
    private readonly ParticipantFile _file;
    private readonly ObjectOwner _owner;

    private ParticipantExamination(ParticipantFile file, FileStatus status)
    {
        _file = file;
        _file.Identity = status.Identity;
        _owner = status.Owner;
        Size = status.Size;
    }

    /// <summary>Gets the inode.</summary>
    public long Inode => _file.Identity.Inode;

    /// <summary>Gets the size of the file in bytes.</summary>
    public long Size { get; }

    /// <summary>Opens the file of a segment.</summary>
    /// <param name="name">Its native name.</param>
    /// <param name="signature">The word with which such segments begin.</param>
    /// <param name="minimumSize">The least bytes one has; smaller files are not even opened.</param>
    /// <param name="toRemove">Whether it is opened to be removed, which takes the right to write.</param>
    /// <param name="examination">The look, or null.</param>
    /// <returns><see cref="IpcError.Foreign"/> when there is something else under the name.</returns>
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

        examination = new ParticipantExamination(file, status);
        return IpcResult.Success;
    }

    /// <summary>Judges whether the segment may be changed or removed.</summary>
    public IpcResult Judge(AccessPolicy policy) => policy.Judge(_owner, IpcStep.RemoveSegment);

    /// <summary>Copies bytes.</summary>
    /// <returns>Whether all of them are there.</returns>
    public bool TryRead(long offset, Span<byte> destination) => _file.TryRead(offset, destination);

    /// <summary>Gets whether a living process holds a place.</summary>
    /// <param name="place">0 for the first.</param>
    public bool IsClaimed(int place) => _file.IsLocked(place);

    /// <summary>Gets whether anybody takes part, with a place or reading.</summary>
    public bool IsInUse() => _file.IsShared();

    /// <summary>Gets whether anybody takes part as a reader.</summary>
    public bool HasReaders() => _file.HasReaders();

    /// <summary>Gets whether somebody stands in the gate: to come in, to leave, or to remove the segment.</summary>
    public bool IsGateTaken() => _file.IsGateTaken();

    /// <summary>Steps into the gate if nobody else is there; until disposal nobody else comes in or leaves then.</summary>
    /// <returns><see cref="IpcError.InUse"/> when somebody is; <see cref="IpcError.NotFound"/> when the name does not mean this file any more.</returns>
    public IpcResult TryEnterGate()
    {
        var result = _file.TryLock(ParticipantFile.Gate, _file.GateKind);
        return result.Succeeded && !FileStatus.Means(_file.Path, _file.Identity)
            ? PosixErrors.From(Errno.ENOENT, IpcStep.RemoveSegment)
            : result;
    }

    /// <summary>Writes a word on the first page and takes the name away. Who has the segment mapped keeps the memory.</summary>
    /// <param name="offset">The word, which says that the segment is gone.</param>
    /// <param name="value">What it says.</param>
    public IpcResult Remove(long offset, ulong value)
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
    public void Dispose() => _file.Dispose();
}
