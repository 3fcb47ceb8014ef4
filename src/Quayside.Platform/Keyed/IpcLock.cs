// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>The lock of a key: binary, shared with Qt programs, and held by the process rather than by a thread.</summary>
/// <remarks>
/// Thread-safe; threads of one process exclude each other like processes do. Disposing closes what the object keeps open as soon as it
/// neither waits for the lock nor holds it. It can be used after that, and then keeps nothing open in between: a late detach does so.
/// </remarks>
internal abstract class IpcLock : IDisposable
{
    /// <summary>Takes the lock, finding or making it first where that has not been done.</summary>
    /// <param name="timeout">The longest time to wait; <see cref="TimeSpan.Zero"/> does not wait, <see cref="Timeout.InfiniteTimeSpan"/> waits on.</param>
    /// <param name="mustBeCurrent">Whether to make sure that the lock is the one its name stands for now. Costs a file lookup.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="ticket">Names the lock that was taken; give it back to <see cref="Release"/>.</param>
    /// <param name="failure">What went wrong when the outcome is <see cref="LockOutcome.Failed"/>.</param>
    public abstract LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure);

    /// <summary>Gives the lock back, if it is still ours. Never makes it anew.</summary>
    /// <returns>Whether the lock was ours all the time: false when another process removed or reset it meanwhile.</returns>
    public abstract bool Release(LockTicket ticket);

    /// <summary>Gets whether the lock is still ours: no other process has removed or reset it. To be asked before anything is removed under it.</summary>
    public abstract bool IsHeld(LockTicket ticket);

    /// <summary>Removes the lock while it is held, unless somebody waits for it; else gives it back. For when the name has no segment.</summary>
    /// <param name="ticket">The lock that is held.</param>
    /// <param name="ownerIsGone">
    /// Whether a lock that Qt made may be removed too, because its program is gone. While that lives, an object in it owns the lock: it
    /// removes it when it goes, and since Qt 6.6 its next create() fails once if somebody else has done so.
    /// </param>
    /// <param name="keepsName">Whether a file that stands for the lock's name stays, because a segment that is there has the same one (System V).</param>
    /// <inheritdoc cref="Release"/>
    public abstract bool Retire(LockTicket ticket, bool ownerIsGone, bool keepsName = false);

    /// <summary>Judges whether the lock that is there may be used, without using it.</summary>
    /// <returns>Success, also when there is none, or <see cref="IpcError.PermissionDenied"/>.</returns>
    public virtual IpcResult Judge() => IpcResult.Success;

    /// <summary>Gets whether the lock was made for a segment that was there without one. Neither Qt nor Quayside makes such segments, so they are not theirs to remove.</summary>
    /// <param name="ticket">The lock that is held.</param>
    public virtual bool CameLate(LockTicket ticket) => false;

    /// <summary>Notes in the lock, for all who use it, whether it <see cref="CameLate"/>.</summary>
    /// <param name="ticket">The lock that is held.</param>
    /// <param name="cameLate">Whether it did.</param>
    public virtual void NoteCameLate(LockTicket ticket, bool cameLate)
    {
    }

    /// <summary>Finds out who holds the lock.</summary>
    public abstract LockHolder FindHolder();

    /// <summary>
    /// Frees the lock when its holder is provably dead, or in any case when <paramref name="force"/> is set; never one that may not be used
    /// (<see cref="Judge"/>).
    /// </summary>
    /// <param name="force">Whether to free it even though its holder lives, or may live.</param>
    /// <param name="holder">Who held it; <see cref="HolderState.None"/> when it was free and nothing has changed.</param>
    /// <returns>Whether it is free now as far as this call is concerned: it was free, or has been freed.</returns>
    public abstract bool TryBreak(bool force, out LockHolder holder);

    /// <inheritdoc/>
    public abstract void Dispose();
}
