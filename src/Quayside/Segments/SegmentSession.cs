// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;
using Quayside.Platform.Backends;

namespace Quayside.Segments;

/// <summary>One object's dealings with one key: its lock, and what may be done to the segment under that lock.</summary>
/// <remarks>
/// <para>Thread-safe. Both public faces, <see cref="SharedMemory"/> and <see cref="Qt.QSharedMemory"/>, stand on it.</para>
/// <para>
/// The one rule of leaving: whoever gives the lock back and finds no segment under the key takes the lock and the key files away, unless
/// somebody waits, or a Qt program lives that owns the lock and will remove it. So the last one out cleans up, whatever it came for, and
/// nobody removes what another one may use.
/// </para>
/// </remarks>
internal sealed class SegmentSession : IDisposable
{
    // A detach on disposal must end. Who holds the lock for longer is there to clean up afterwards.
    private static readonly TimeSpan _patienceOnLeaving = TimeSpan.FromSeconds(2);

    // How often this process has taken locks for use, whichever their keys. Peeking is not counted.
    private static long _usesHere;

    private readonly CancellationTokenSource _closing = new();
    private readonly IpcBackend _backend;
    private readonly IpcLock _lock;

    // Whether a segment of this key was made by a Qt program that is gone. Only then may a lock that Qt made be taken away.
    private volatile bool _ownerIsGone;

    /// <summary>Makes a session; nothing is opened yet.</summary>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    public SegmentSession(IpcKey key)
    {
        Key = key;
        _backend = PlatformDefaults.BackendFor((int)key.Type);
        _lock = _backend.CreateLock(key.NativeLockName);
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Takes the key's lock.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="mustBeCurrent">Whether to check that the lock is the one newcomers would take; needed to create, attach and detach.</param>
    /// <param name="cancellation">Ends the wait; so does disposing the session.</param>
    /// <param name="ticket">Names the lock that was taken.</param>
    /// <param name="failure">Set when the outcome is neither acquired nor canceled.</param>
    public LockOutcome Enter(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out SegmentFailure? failure)
    {
        var outcome = Acquire(timeout, mustBeCurrent, cancellation, out ticket, out failure);
        if (outcome == LockOutcome.Acquired)
        {
            _ = Interlocked.Increment(ref _usesHere);
        }

        return outcome;
    }

    /// <summary>Gives the lock back while a segment is there.</summary>
    /// <returns>Whether the lock was ours all the time.</returns>
    public bool Exit(LockTicket ticket) => _lock.Release(ticket);

    /// <summary>Gives the lock back and, if no segment is there, takes the lock and the key files away.</summary>
    /// <inheritdoc cref="Exit"/>
    public bool Leave(LockTicket ticket)
    {
        if (_backend.FindSegment(Key.NativeName, out _).Error != IpcError.NotFound)
        {
            return _lock.Release(ticket);
        }

        _backend.ForgetName(Key.NativeName);
        return _lock.Retire(ticket, _ownerIsGone);
    }

    /// <summary>Gets whether there is surely nothing to attach, at the cost of a file lookup and without the lock.</summary>
    public bool IsAbsent => _backend.IsAbsent(Key.NativeName);

    /// <summary>Asks about the segment without attaching to it.</summary>
    public bool TryFind(out SegmentInfo info) => _backend.FindSegment(Key.NativeName, out info).Succeeded;

    /// <summary>Creates or attaches in one critical section of its own.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="size">Size in bytes of a new segment.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="fill">Writes a new segment's bytes before anybody else sees them; null leaves them zero. What it throws undoes the segment.</param>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <param name="attachment">The segment when null is returned.</param>
    /// <param name="origin">How it was come by.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? Obtain(
        SegmentDemand demand,
        long size,
        SharedMemoryOptions options,
        Action<Span<byte>>? fill,
        CancellationToken cancellation,
        out Attachment? attachment,
        out SharedMemoryOrigin origin)
    {
        attachment = null;
        origin = default;
        if (demand == SegmentDemand.Attach && IsAbsent)
        {
            return SegmentFailure.OfMemory(new IpcResult(IpcError.NotFound, IpcStep.DeriveKey, 0));
        }

        var outcome = Enter(options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (outcome == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome != LockOutcome.Acquired)
        {
            return failure;
        }

        failure = ObtainLocked(demand, size, options.Access, out attachment, out origin);
        if (attachment is null)
        {
            _ = Leave(ticket);
            return failure;
        }

        try
        {
            fill?.Invoke(attachment.Region.Slice(0, SpanLength.Of(attachment.Region)));
        }
        catch
        {
            _ = DetachAndLeave(attachment, ticket);
            throw;
        }

        _ = Exit(ticket);
        return null;
    }

    /// <summary>Creates or attaches. The caller holds the lock.</summary>
    /// <inheritdoc cref="Obtain"/>
    public SegmentFailure? ObtainLocked(
        SegmentDemand demand, long size, SharedMemoryAccess access, out Attachment? attachment, out SharedMemoryOrigin origin)
    {
        var name = Key.NativeName;
        var writable = access == SharedMemoryAccess.ReadWrite;
        attachment = null;
        origin = SharedMemoryOrigin.Created;

        IpcResult result = default;
        IpcSegment? segment = null;
        if (demand is SegmentDemand.Attach or SegmentDemand.CreateOrAttach)
        {
            result = _backend.OpenSegment(name, writable, out segment);
            origin = segment is { Info.AttachCount: 1 } ? SharedMemoryOrigin.Recovered : SharedMemoryOrigin.Attached;
        }

        if (demand == SegmentDemand.CreateOrAttach && segment is not null && segment.Info.Size < size)
        {
            Learn(segment.Info);
            segment.Unmap();
            if (origin == SharedMemoryOrigin.Attached)
            {
                return new SegmentFailure(SharedMemoryError.InvalidSize, default, ConcernsLock: false) { Existing = segment.Info };
            }

            demand = SegmentDemand.Replace;
        }

        if (demand == SegmentDemand.Create || (demand == SegmentDemand.CreateOrAttach && result.Error == IpcError.NotFound))
        {
            origin = SharedMemoryOrigin.Created;
            result = _backend.CreateSegment(name, size, writable, out segment);
        }
        else if (demand == SegmentDemand.Replace)
        {
            origin = SharedMemoryOrigin.Created;
            if (TryFind(out var earlier))
            {
                origin = SharedMemoryOrigin.Replaced;
                Learn(earlier);
            }

            result = _backend.ReplaceSegment(name, size, writable, out segment);
        }

        if (!result.Succeeded)
        {
            return MemoryFailure(result);
        }

        attachment = new Attachment(segment!);
        return null;
    }

    /// <summary>Takes the segment's name away in a critical section of its own.</summary>
    /// <param name="options">Patience.</param>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <param name="removed">Whether there was a segment.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? Remove(SharedMemoryOptions options, CancellationToken cancellation, out bool removed)
    {
        removed = false;
        var outcome = Enter(options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (outcome == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome != LockOutcome.Acquired)
        {
            return failure;
        }

        if (TryFind(out var existing))
        {
            Learn(existing);
        }

        var result = _backend.RemoveSegment(Key.NativeName);
        removed = result.Succeeded;
        failure = result.Succeeded || result.Error == IpcError.NotFound ? null : MemoryFailure(result);
        _ = Leave(ticket);
        return failure;
    }

    /// <summary>Detaches while the caller holds the lock, and gives the lock back.</summary>
    /// <inheritdoc cref="Exit"/>
    public bool DetachAndLeave(Attachment attachment, LockTicket ticket)
    {
        Detach(attachment);

        // Others may be attached and the name gone all the same, when somebody has removed it; so ask for the name.
        return attachment.Segment.Info.MayHaveQtOwner ? Exit(ticket) : Leave(ticket);
    }

    /// <summary>Detaches while the caller holds the lock, which it keeps.</summary>
    public void Detach(Attachment attachment)
    {
        Learn(attachment.Segment.Info);
        attachment.Segment.Detach();
    }

    /// <summary>Detaches for good, with patience but not without end: when the lock cannot be had, whoever holds it cleans up.</summary>
    public void DetachOnLeaving(Attachment attachment)
    {
        var outcome = _lock.Acquire(_patienceOnLeaving, mustBeCurrent: true, CancellationToken.None, out var ticket, out _);
        if (outcome == LockOutcome.Acquired)
        {
            _ = DetachAndLeave(attachment, ticket);
        }
        else
        {
            attachment.Segment.Unmap();
        }
    }

    /// <summary>Looks at the segment under the lock without becoming one of its users: nothing is removed afterwards, not even an orphan.</summary>
    /// <param name="timeout">The longest time to wait for the lock.</param>
    /// <param name="look">Gets the mapping, valid during the call, and the stamp under which it was seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether a segment was looked at.</returns>
    public bool TryPeek(TimeSpan timeout, Action<IpcSegment, SegmentStamp> look, CancellationToken cancellation)
    {
        if (IsAbsent || Acquire(timeout, mustBeCurrent: true, cancellation, out var ticket, out _) != LockOutcome.Acquired)
        {
            return false;
        }

        IpcSegment? segment = null;
        try
        {
            if (_backend.OpenSegment(Key.NativeName, writable: false, out segment).Succeeded)
            {
                look(segment!, Observe());
            }
        }
        finally
        {
            segment?.Unmap();
            _ = Leave(ticket);
        }

        return segment is not null;
    }

    /// <summary>Looks at segment and lock from outside.</summary>
    public SegmentStamp Observe() =>
        _backend.Observe(Key.NativeName, Key.NativeLockName) with { UsesHere = Volatile.Read(ref _usesHere) };

    /// <summary>Gets the file whose changes tell that the segment was made anew, or null.</summary>
    public string? SignalFile => _backend.SignalFile(Key.NativeName);

    /// <summary>Ends all waits for the lock.</summary>
    public void Dispose() => _closing.Cancel();

    private LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out SegmentFailure? failure)
    {
        // Free locks, the usual case, are taken without making a linked source.
        var outcome = _lock.Acquire(TimeSpan.Zero, mustBeCurrent, cancellation, out ticket, out var result);
        if (outcome == LockOutcome.TimedOut && timeout != TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
            outcome = _lock.Acquire(timeout, mustBeCurrent, either.Token, out ticket, out result);
        }

        failure = outcome switch
        {
            LockOutcome.TimedOut => new SegmentFailure(SharedMemoryError.LockError, result, ConcernsLock: true)
            {
                LockHolder = _lock.HolderProcess,
            },
            LockOutcome.Failed => SegmentFailure.OfLock(result) with { Existing = TryFind(out var existing) ? existing : null },
            _ => null,
        };
        return outcome;
    }

    private void Learn(SegmentInfo info) => _ownerIsGone |= !info.IsOurs && !info.MayHaveQtOwner;

    private SegmentFailure MemoryFailure(IpcResult result) =>
        SegmentFailure.OfMemory(result) with { Existing = TryFind(out var existing) ? existing : null };
}
