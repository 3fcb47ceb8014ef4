// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <summary>One object's dealings with one key: its lock, and what may be done to the segment under that lock.</summary>
/// <remarks>
/// <para>Thread-safe. Both public faces, <see cref="SharedMemory"/> and <see cref="Qt.QSharedMemory"/>, stand on it.</para>
/// </remarks>
internal sealed partial class SegmentSession : IDisposable
{
    // A detach on disposal must end.
    private static readonly TimeSpan _patienceOnLeaving = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closing = new();
    private readonly IpcBackend _backend;
    private readonly IpcLock _lock;
    private readonly SharedMemoryOptions _options;

    /// <summary>Makes a session; nothing is opened yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="options">Patience, mode, and whether the segment stays when its last user goes.</param>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    public SegmentSession(IpcKey key, SharedMemoryOptions options)
    {
        Key = key;
        _options = options;
        _backend = PlatformDefaults.BackendFor((int)key.Type);
        _lock = _backend.CreateLock(key.NativeLockName, options.Policy);
    }

    /// <summary>Gets the failure of attaching when <see cref="IsAbsent"/>.</summary>
    public static SegmentFailure Absence { get; } = SegmentFailure.OfMemory(new IpcResult(IpcError.NotFound, IpcStep.DeriveKey, 0));

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets whether there is surely nothing to attach, at the cost of a file lookup and without the lock.</summary>
    public bool IsAbsent => _backend.IsAbsent(Key.NativeName);

    /// <summary>Asks about the segment without attaching to it.</summary>
    public bool TryFind(out SegmentInfo info) => _backend.FindSegment(Key.NativeName, out info).Succeeded;

    /// <summary>
    /// Judges the segment that is there before the lock is waited for or made. It is judged once more when it is opened; what came between
    /// makes no difference but to the lock.
    /// </summary>
    /// <returns>The failure of using it, or null.</returns>
    public SegmentFailure? FindRefusal(SharedMemoryAccess access)
    {
        var result = _backend.Judge(Key.NativeName, new SegmentRights(access == SharedMemoryAccess.ReadWrite, _options.Policy));
        return result.Error == IpcError.PermissionDenied ? SegmentFailure.OfMemory(result) : null;
    }

    /// <summary>Creates or attaches in one critical section of its own.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="size">Size in bytes of a new segment.</param>
    /// <param name="access">What to do with the segment.</param>
    /// <param name="fill">Writes a new segment's bytes before anybody else sees them; null leaves them zero. When it throws, what was there stays.</param>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <param name="attachment">The segment when null is returned.</param>
    /// <param name="origin">How it was come by.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? Obtain(
        SegmentDemand demand,
        long size,
        SharedMemoryAccess access,
        SegmentFill? fill,
        CancellationToken cancellation,
        out Attachment? attachment,
        out SharedMemoryOrigin origin)
    {
        attachment = null;
        origin = default;
        if (demand == SegmentDemand.Attach && IsAbsent)
        {
            return Absence;
        }

        if (FindRefusal(access) is { } refusal)
        {
            return refusal;
        }

        using var draft = Foresee(demand, size, access);
        var outcome = Enter(_options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (outcome == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome != LockOutcome.Acquired)
        {
            return failure;
        }

        try
        {
            failure = Obtain(demand, size, access, draft, fill, ticket, out attachment, out origin);
        }
        finally
        {
            _ = attachment is null ? Leave(ticket) : Exit(ticket);
        }

        return failure;
    }

    /// <summary>Sets memory aside, before the lock is taken, for a segment that will have to be made as far as a look at the file tells.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="size">Size in bytes of a new segment.</param>
    /// <param name="access">What to do with the segment.</param>
    /// <returns>What was set aside, for the caller to dispose; null when none seems needed or none can be had, which is told under the lock.</returns>
    public SegmentDraft? Foresee(SegmentDemand demand, long size, SharedMemoryAccess access)
    {
        SegmentDraft? draft = null;
        if (demand == SegmentDemand.Replace || (demand != SegmentDemand.Attach && IsAbsent))
        {
            _ = _backend.DraftSegment(Key.NativeName, size, RightsFor(access), out draft);
        }

        return draft;
    }

    /// <summary>Creates or attaches while the caller holds the lock, which it keeps.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="size">Size in bytes of a new segment.</param>
    /// <param name="access">What to do with the segment.</param>
    /// <param name="draft">What <see cref="Foresee"/> set aside, or null; where it was not foreseen that it would be needed, that is done here.</param>
    /// <param name="fill">Writes a new segment's bytes; null leaves them zero.</param>
    /// <param name="ticket">The lock that is held.</param>
    /// <param name="attachment">The segment when null is returned.</param>
    /// <param name="origin">How it was come by.</param>
    public SegmentFailure? Obtain(
        SegmentDemand demand,
        long size,
        SharedMemoryAccess access,
        SegmentDraft? draft,
        SegmentFill? fill,
        LockTicket ticket,
        out Attachment? attachment,
        out SharedMemoryOrigin origin)
    {
        var name = Key.NativeName;
        var rights = RightsFor(access);
        attachment = null;
        origin = SharedMemoryOrigin.Created;

        IpcResult result = default;
        IpcSegment? segment = null;
        if (demand is SegmentDemand.Attach or SegmentDemand.CreateOrAttach)
        {
            result = OpenBytes(rights, out segment);
            origin = segment is { Info.AttachCount: 1 } ? SharedMemoryOrigin.Recovered : SharedMemoryOrigin.Attached;
        }

        if (demand == SegmentDemand.CreateOrAttach && segment is not null && segment.Info.Size < size)
        {
            Learn(segment.Info, ticket);
            segment.Dispose();
            if (origin == SharedMemoryOrigin.Attached)
            {
                var others = segment.Info with { AttachCount = segment.Info.AttachCount - 1 };
                return new SegmentFailure(SharedMemoryError.InvalidSize, default, ConcernsLock: false) { Existing = others };
            }

            demand = SegmentDemand.Replace;
        }

        if (demand == SegmentDemand.CreateOrAttach && result.Error == IpcError.NotFound)
        {
            demand = SegmentDemand.Create;
        }

        if (demand is SegmentDemand.Create or SegmentDemand.Replace)
        {
            origin = SharedMemoryOrigin.Created;
            if (demand == SegmentDemand.Replace && TryFind(out var earlier))
            {
                origin = SharedMemoryOrigin.Replaced;
                Learn(earlier, ticket);
            }

            result = Make(demand, size, rights, draft, fill, out segment);
        }

        if (!result.Succeeded)
        {
            return MemoryFailure(result.Error == IpcError.AlreadyExists && IsQuayside() ? _isQuayside : result);
        }

        attachment = new Attachment(segment!, IsForeign(segment!.Info, origin, ticket));
        return null;
    }

    /// <summary>Finds out whether a segment was made by neither Qt nor Quayside, both of which make the lock first; and notes it in the lock for others.</summary>
    private bool IsForeign(SegmentInfo info, SharedMemoryOrigin origin, LockTicket ticket)
    {
        // Only Qt and Quayside give the names that texts become.
        if (Key.LegacyKey is not null)
        {
            return false;
        }

        var isMadeHere = origin is SharedMemoryOrigin.Created or SharedMemoryOrigin.Replaced;
        var cameLate = _lock.CameLate(ticket);
        var isForeign = !isMadeHere && !info.IsOurs && (cameLate || ticket.IsNew);
        if (isForeign != cameLate)
        {
            _lock.NoteCameLate(ticket, isForeign);
        }

        return isForeign;
    }

    /// <summary>Makes a segment where none may be, or in the place of the one that is there.</summary>
    private IpcResult Make(SegmentDemand demand, long size, SegmentRights rights, SegmentDraft? draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        if (demand == SegmentDemand.Replace && IsQuayside())
        {
            return _isQuayside;
        }

        var name = Key.NativeName;
        SegmentDraft? late = null;
        var result = draft is null ? _backend.DraftSegment(name, size, rights, out late) : IpcResult.Success;
        using (late)
        {
            return !result.Succeeded ? result
                : demand == SegmentDemand.Replace ? _backend.ReplaceSegment(name, (draft ?? late)!, fill, out segment)
                : _backend.CreateSegment(name, (draft ?? late)!, fill, out segment);
        }
    }

    /// <summary>Takes the segment's name away in a critical section of its own.</summary>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <param name="removed">Whether there was a segment.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? Remove(CancellationToken cancellation, out bool removed)
    {
        removed = false;
        if (FindRefusal(SharedMemoryAccess.ReadWrite) is { } refusal)
        {
            return refusal;
        }

        var outcome = Enter(_options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (outcome == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome != LockOutcome.Acquired)
        {
            return failure;
        }

        try
        {
            if (IsQuayside())
            {
                return MemoryFailure(_isQuayside);
            }

            if (TryFind(out var existing))
            {
                Learn(existing, ticket);
            }

            var result = _backend.RemoveSegment(Key.NativeName, _options.Policy);
            removed = result.Succeeded;
            return result.Succeeded || result.Error == IpcError.NotFound ? null : MemoryFailure(result);
        }
        finally
        {
            _ = Leave(ticket);
        }
    }

    /// <summary>Detaches while the caller holds the lock, and gives the lock back.</summary>
    /// <inheritdoc cref="Exit"/>
    public bool DetachAndLeave(Attachment attachment, LockTicket ticket)
    {
        Detach(attachment, ticket);

        // Others may be attached and the name gone all the same, when somebody has removed it; so leaving asks for the name.
        return Leave(ticket);
    }

    /// <summary>Detaches while the caller holds the lock, which it keeps.</summary>
    public void Detach(Attachment attachment, LockTicket ticket)
    {
        var segment = attachment.Segment;
        Learn(segment.Info, ticket);
        segment.Unmap();
        if (!_options.Persistent && segment.IsUnused && !attachment.IsForeign)
        {
            if (!_lock.IsHeld(ticket))
            {
                // A peer has removed or reset the lock, and another one may be inside. Wait for it before anything is removed; what is held
                // still goes back first, or this would wait for itself.
                _ = _lock.Release(ticket);
                DetachOnLeaving(attachment);
                return;
            }

            segment.Remove();
        }

        segment.Dispose();
    }

    /// <summary>Detaches for good, with patience but not without end. When the lock cannot be had, nothing is removed.</summary>
    public void DetachOnLeaving(Attachment attachment)
    {
        var outcome = _lock.Acquire(_patienceOnLeaving, mustBeCurrent: true, CancellationToken.None, out var ticket, out _);
        if (outcome == LockOutcome.Acquired)
        {
            _ = DetachAndLeave(attachment, ticket);
        }
        else
        {
            attachment.Segment.Dispose();
        }
    }

    /// <summary>Looks at segment and lock from outside.</summary>
    public SegmentIdentity Observe() =>
        _backend.Observe(Key.NativeName, Key.NativeLockName, _options.Policy) with { UsesHere = Volatile.Read(ref _usesHere) };

    /// <summary>Gets the file whose changes tell that the segment was made anew, or null.</summary>
    public string? SignalFile => _backend.SignalFile(Key.NativeName);

    /// <summary>Frees the lock if its holder is dead, or by force.</summary>
    /// <inheritdoc cref="IpcLock.TryBreak"/>
    public bool TryBreakLock(bool force, out LockHolder holder) => _lock.TryBreak(force, out holder);

    /// <summary>Judges whether the lock that is there may be used.</summary>
    /// <returns>Null if so, or if there is none.</returns>
    public SegmentFailure? JudgeLock() => _lock.Judge() is { Succeeded: false } refused ? SegmentFailure.OfLock(refused) : null;

    /// <summary>Ends all waits for the lock, and keeps nothing of it open from now on.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _lock.Dispose();
    }

    private SegmentRights RightsFor(SharedMemoryAccess access) => new(access == SharedMemoryAccess.ReadWrite, _options.Policy);

    private SegmentFailure MemoryFailure(IpcResult result) =>
        SegmentFailure.OfMemory(result) with { Existing = TryFind(out var existing) ? existing : null };
}
