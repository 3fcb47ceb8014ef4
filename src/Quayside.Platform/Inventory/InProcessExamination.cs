// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Inventory;

/// <summary>A look at a segment in memory of this process.</summary>
internal sealed class InProcessExamination : ParticipantExamination
{
    private readonly string _name;
    private readonly InProcessBlock _block;
    private readonly long _me = InProcessPlaces.NextParticipant();

    private InProcessExamination(string name, InProcessBlock block) => (_name, _block) = (name, block);

    /// <inheritdoc/>
    public override long Id => _block.Id;

    /// <inheritdoc/>
    public override long Size => _block.Size;

    /// <summary>Looks at a segment.</summary>
    /// <inheritdoc cref="PlatformDefaults.Examine"/>
    public static IpcResult Open(string name, ulong signature, long minimumSize, out ParticipantExamination? examination)
    {
        examination = null;
        lock (InProcessNames.Shared.Gate)
        {
            if (!InProcessNames.Shared.Blocks.TryGetValue(name, out var block))
            {
                return new IpcResult(IpcError.NotFound, IpcStep.QuerySegment, 0);
            }

            if (!block.BeginsWith(signature, minimumSize))
            {
                return new IpcResult(IpcError.Foreign, IpcStep.QuerySegment, 0);
            }

            block.KeepMemory();
            examination = new InProcessExamination(name, block);
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Memory of this process needs no trust.</remarks>
    public override IpcResult Judge(AccessPolicy policy) => IpcResult.Success;

    /// <inheritdoc/>
    public override bool TryRead(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Size - destination.Length)
        {
            return false;
        }

        _block.Words.CopyOut(offset, destination);
        return true;
    }

    /// <inheritdoc/>
    public override bool IsClaimed(int place) => _block.Places.IsClaimed(place, _me);

    /// <inheritdoc/>
    public override bool IsInUse() => !_block.Places.IsAlone(_me);

    /// <inheritdoc/>
    public override bool HasReaders() => _block.Places.HasReaders(_me);

    /// <inheritdoc/>
    public override bool IsGateTaken() => _block.Places.IsGateTaken(_me);

    /// <inheritdoc/>
    public override IpcResult TryEnterGate() =>
        !_block.Places.TryEnterGate(_me) ? new IpcResult(IpcError.InUse, IpcStep.OpenSegment, 0)
            : InProcessNames.Shared.Means(_name, _block) ? IpcResult.Success
            : new IpcResult(IpcError.NotFound, IpcStep.RemoveSegment, 0);

    /// <inheritdoc/>
    public override IpcResult Remove(long offset, ulong value)
    {
        if (!InProcessNames.Shared.Means(_name, _block))
        {
            return new IpcResult(IpcError.NotFound, IpcStep.RemoveSegment, 0);
        }

        // The mark first, then the name: the order of every backend.
        _block.Words.Store(offset, value);
        _ = InProcessNames.Shared.TryRemove(_name, _block);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Dispose() => _block.Places.Leave(_me);
}
