// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Platform.Participants;

/// <summary>A segment that is open in this process: its memory, its gate, its places. Thread-safe but for gate and disposal.</summary>
/// <remarks>
/// Everything that is held through this object is given back by the kernel when the process dies or the object is disposed. The addresses
/// stay mapped for as long as anybody can look at them (see <see cref="SharedMapping"/>); from disposal on there may be zeros.
/// </remarks>
internal abstract class ParticipantSegment : IDisposable
{
    /// <summary>Gets the memory.</summary>
    public abstract SharedWords Words { get; }

    /// <summary>Gets the first page for writing, also where the rest is read-only, or null when this process may not write at all.</summary>
    public abstract SharedWords? FirstPage { get; }

    /// <summary>Gets whether a wake may reach another sleeper than the one that it was meant for, also when nobody dies.</summary>
    public virtual bool CanMissWakes => false;

    /// <summary>Gets the sleepers on its words where a wake is a call within this process; null where the system wakes.</summary>
    public virtual AddressWaiters? Sleepers => null;

    /// <summary>Steps into the gate if nobody else is there.</summary>
    /// <returns><see cref="IpcError.InUse"/> when somebody is.</returns>
    public abstract IpcResult TryEnterGate();

    /// <summary>Steps out of the gate. On Windows on the thread that came in.</summary>
    public abstract void LeaveGate();

    /// <summary>Takes a place if nobody holds it. In the gate, or while sweeping.</summary>
    /// <param name="place">0 for the first.</param>
    public abstract bool TryClaim(int place);

    /// <summary>Takes part without a place, as one who only reads. In the gate.</summary>
    /// <returns>A failure when nobody would know of this reader.</returns>
    public abstract IpcResult ClaimReading();

    /// <summary>Gives a place back.</summary>
    public abstract void Release(int place);

    /// <summary>Gets whether somebody else's living process holds a place. A stopped process lives.</summary>
    /// <param name="place">0 for the first.</param>
    public abstract bool IsClaimed(int place);

    /// <summary>Gets whether nobody else has a part in the segment, with a place or reading. In the gate.</summary>
    public abstract bool IsAlone();

    /// <summary>Takes the name away. In the gate.</summary>
    /// <returns><see cref="IpcError.PermissionDenied"/> when only another user may.</returns>
    public abstract IpcResult Remove();

    /// <summary>Wakes who sleeps on a word.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="all">Whether to wake all or one.</param>
    public abstract void Wake(long offset, bool all);

    /// <inheritdoc/>
    public abstract void Dispose();
}
