// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>A mechanism that keeps segments and their locks under native names: System V, and others beside it.</summary>
/// <remarks>
/// Stateless and thread-safe. Members marked "under the lock" require that the caller holds the name's <see cref="IpcLock"/>;
/// the backend never takes it by itself, so that one critical section can span several calls.
/// </remarks>
internal abstract class IpcBackend
{
    /// <summary>Sets memory aside for a new segment, where the mechanism can. No lock needed, and best done without it.</summary>
    /// <param name="name">The native name that it is to get.</param>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="rights">How to map it, and who may open it.</param>
    /// <param name="draft">What to make the segment of; the caller disposes it in any case.</param>
    public virtual IpcResult DraftSegment(string name, long size, SegmentRights rights, out SegmentDraft? draft)
    {
        draft = new SegmentDraft(size, rights);
        return IpcResult.Success;
    }

    /// <summary>Makes a segment and maps it. Under the lock. When it fails, nothing has changed.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="draft">What <see cref="DraftSegment"/> set aside for that name.</param>
    /// <param name="fill">Writes its bytes; null leaves them zero.</param>
    /// <param name="segment">The mapped segment.</param>
    public abstract IpcResult CreateSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment);

    /// <summary>Maps the segment that is there. Under the lock.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="rights">How to map it, and who may open it.</param>
    /// <param name="segment">The mapped segment.</param>
    public abstract IpcResult OpenSegment(string name, SegmentRights rights, out IpcSegment? segment);

    /// <summary>
    /// Makes a segment in the place of the one that is there. Under the lock. Processes attached to the earlier one keep their memory;
    /// newcomers find the new one. When it fails for want of room or rights, or the filling throws, the earlier one is still there.
    /// </summary>
    /// <inheritdoc cref="CreateSegment"/>
    public abstract IpcResult ReplaceSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment);

    /// <summary>Takes the name of a segment away. Under the lock. Processes attached to it keep their memory.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="policy">Whose segments may be removed.</param>
    public abstract IpcResult RemoveSegment(string name, AccessPolicy policy = default);

    /// <summary>Finds out whether a segment is there. No lock needed.</summary>
    /// <returns>Success, or <see cref="IpcError.NotFound"/> at <see cref="IpcStep.DeriveKey"/> when not even the name is there.</returns>
    public abstract IpcResult ProbeSegment(string name);

    /// <summary>Asks the kernel about a segment without attaching to it. No lock needed.</summary>
    public abstract IpcResult FindSegment(string name, out SegmentInfo info);

    /// <summary>Judges whether the segment that is there may be used, without opening it. No lock needed.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="rights">What it is wanted for, and whose segments are used.</param>
    /// <returns>Success, also when there is none, or <see cref="IpcError.PermissionDenied"/>.</returns>
    public virtual IpcResult Judge(string name, SegmentRights rights) => IpcResult.Success;

    /// <summary>Gets whether a segment begins with a word, without giving it memory. No lock needed.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="word">The word.</param>
    /// <param name="minimumSize">The least bytes of a segment of which this is asked.</param>
    public virtual bool BeginsWith(string name, ulong word, long minimumSize) => false;

    /// <summary>Removes what a crash left of a name that has no segment. Under the lock.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="policy">Whose files may be removed.</param>
    public abstract void ForgetName(string name, AccessPolicy policy = default);

    /// <summary>Gets whether nothing of the name is there, at no more than the cost of a file lookup. No lock needed.</summary>
    public abstract bool IsAbsent(string name);

    /// <summary>Gets whether no lock of the name is there, at no more than the cost of a file lookup. No lock needed.</summary>
    public virtual bool IsLockAbsent(string lockName) => IsAbsent(lockName);

    /// <summary>Looks at a segment and its lock from outside. No lock needed.</summary>
    /// <param name="name">The native name of the segment.</param>
    /// <param name="lockName">The native name of its lock.</param>
    /// <param name="policy">Whose segments count; another one is as good as none.</param>
    public abstract SegmentIdentity Observe(string name, string lockName, AccessPolicy policy = default);

    /// <summary>Makes an object for a lock; the lock itself is found or made when it is first taken.</summary>
    /// <param name="lockName">The native name of the lock.</param>
    /// <param name="policy">The mode that a new lock gets, and whose locks are used.</param>
    public abstract IpcLock CreateLock(string lockName, AccessPolicy policy);

    /// <summary>Finds a semaphore or makes it.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="demand">What is wanted.</param>
    /// <param name="initialValue">The units of a new semaphore, at least 0. Ignored when it is there.</param>
    /// <param name="settings">The mode of a new one, and what becomes of it when its last user goes.</param>
    /// <param name="semaphore">The semaphore.</param>
    /// <param name="cancellation">Ends the wait for others who are about to remove it, or who keep it locked.</param>
    /// <returns><see cref="IpcError.Locked"/> when others kept it for longer than the settings allow; <see cref="IpcError.Canceled"/>.</returns>
    public abstract IpcResult OpenSemaphore(
        string name,
        SemaphoreDemand demand,
        int initialValue,
        SemaphoreSettings settings,
        out IpcSemaphore? semaphore,
        CancellationToken cancellation = default);

    /// <summary>Takes the name of a semaphore away, whoever uses it.</summary>
    /// <param name="name">The native name.</param>
    /// <param name="policy">Whose semaphores may be removed.</param>
    public abstract IpcResult RemoveSemaphore(string name, AccessPolicy policy = default);

    /// <summary>Gets the file whose creation, change or removal tells that the segment was made anew; null when there is none.</summary>
    public abstract string? SignalFile(string name);
}
