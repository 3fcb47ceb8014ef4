// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Participants.InProcess;

/// <summary>A segment in memory of this process. Disposing or collecting the object ends its participation; the system knows nothing of it.</summary>
internal sealed class InProcessParticipantSegment : ParticipantSegment
{
    private readonly InProcessNames _names;
    private readonly string _name;
    private readonly InProcessBlock _block;
    private readonly long _me = InProcessPlaces.NextParticipant();
    private int _hasLeft;

    /// <summary>Becomes a participant of a block. The caller keeps its name there meanwhile.</summary>
    /// <param name="names">Where the names are.</param>
    /// <param name="name">Its name.</param>
    /// <param name="block">The block.</param>
    public InProcessParticipantSegment(InProcessNames names, string name, InProcessBlock block)
    {
        (_names, _name, _block) = (names, name, block);
        _block.Join();
        Words = block.Words;
    }

    /// <summary>Ends the participation of a forgotten object. The name stays, as it does when a process is killed, until the next open finds it stale.</summary>
    ~InProcessParticipantSegment() => Leave();

    /// <inheritdoc/>
    public override SharedWords Words { get; }

    /// <inheritdoc/>
    /// <remarks>All participants share one mapping, which is writable. The layers above keep readers from writing.</remarks>
    public override SharedWords? FirstPage => Words;

    /// <inheritdoc/>
    public override AddressWaiters Sleepers => _block.Sleepers;

    /// <inheritdoc/>
    public override IpcResult TryEnterGate() =>
        _block.Places.TryEnterGate(_me) ? IpcResult.Success : new IpcResult(IpcError.InUse, IpcStep.OpenSegment, 0);

    /// <inheritdoc/>
    public override void LeaveGate() => _block.Places.LeaveGate(_me);

    /// <inheritdoc/>
    public override bool TryClaim(int place) => _block.Places.TryClaim(place, _me);

    /// <inheritdoc/>
    public override IpcResult ClaimReading()
    {
        _block.Places.ClaimReading(_me);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Release(int place) => _block.Places.Release(place, _me);

    /// <inheritdoc/>
    public override bool IsClaimed(int place) => _block.Places.IsClaimed(place, _me);

    /// <inheritdoc/>
    public override bool IsAlone() => _block.Places.IsAlone(_me);

    /// <inheritdoc/>
    public override IpcResult Remove()
    {
        _ = _names.TryRemove(_name, _block);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Wake(long offset, bool all) => _block.Sleepers.Wake(offset, all);

    /// <inheritdoc/>
    public override void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _block.Places.Leave(_me);
            _block.Leave();
        }
    }
}
