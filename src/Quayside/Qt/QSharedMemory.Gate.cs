// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Segments;

namespace Quayside.Qt;

/// <content>What an object has, and the gate in front of it: one thread at a time, none of which waits inside.</content>
public sealed partial class QSharedMemory
{
    private readonly Lock _gate = new();
    private SegmentSession? _session;
    private Attachment? _attachment;
    private LockTicket? _held;
    private bool _disposed;

    /// <summary>Gets the words of the mechanism that the key is of.</summary>
    private QtErrorText Words => QtErrorText.Of(_key.Type);

    /// <summary>Does something under the lock: the one that this object holds, which it keeps, or one that is taken for it.</summary>
    /// <param name="function">The member's name in Qt.</param>
    /// <param name="check">Tells the result when there is nothing to do, else null. Runs in the gate, again after a wait.</param>
    /// <param name="work">What is to be done. Runs in the gate.</param>
    /// <remarks>
    /// Waits outside the gate. A thread that waited inside it for a lock which another thread of this object has just taken would wait for
    /// that thread, and that one for the gate.
    /// </remarks>
    private bool UnderLock(string function, Func<bool?> check, Func<SegmentSession, LockTicket, bool> work)
    {
        while (true)
        {
            SegmentSession session;
            lock (_gate)
            {
                ThrowIfDisposed();
                if (check() is { } answer)
                {
                    return answer;
                }

                session = _session!;
                if (_held is { } held)
                {
                    return work(session, held);
                }
            }

            var outcome = session.Enter(OperationTimeout, mustBeCurrent: true, CancellationToken.None, out var ticket, out var failure);
            lock (_gate)
            {
                // Otherwise the key was changed or the object disposed meanwhile: start anew.
                var isSame = session == _session;
                if (isSame && failure is not null)
                {
                    return Fail(function, failure);
                }

                if (outcome == LockOutcome.Acquired)
                {
                    try
                    {
                        if (isSame)
                        {
                            return check() ?? work(session, ticket);
                        }
                    }
                    finally
                    {
                        _ = GiveBack(session, ticket);
                    }
                }
            }
        }
    }

    /// <summary>Sets memory aside for a segment before the lock is taken, where the present key has none. What cannot be had is told under the lock.</summary>
    /// <returns>Whose key it is for; null when nothing was set aside.</returns>
    private SegmentSession? Foresee(long size, SharedMemoryAccess mode, out SegmentDraft? draft)
    {
        draft = null;
        SegmentSession? session;
        lock (_gate)
        {
            session = size > 0 && !_disposed && _attachment is null ? _session : null;
        }

        draft = session?.Foresee(SegmentDemand.Create, size, mode);
        return draft is null ? null : session;
    }

    private bool Obtain(
        SegmentSession session,
        SegmentDemand demand,
        string function,
        long size,
        SharedMemoryAccess mode,
        SegmentDraft? draft,
        LockTicket ticket)
    {
        var failure = session.Obtain(demand, size, mode, draft, fill: null, ticket, out var attachment, out _);
        Volatile.Write(ref _attachment, attachment);
        return failure is null || Fail(function, failure);
    }

    /// <summary>Gives a lock back; when this object keeps no segment there, what is left of the key is cleaned up.</summary>
    private bool GiveBack(SegmentSession session, LockTicket ticket) =>
        _attachment is not null && session == _session ? session.Exit(ticket) : session.Leave(ticket);

    /// <summary>Takes everything that belongs to the present key away from the object. The caller is in the gate.</summary>
    private Belongings TakeAll()
    {
        var all = new Belongings(_session, _attachment, _held);
        (_session, _held) = (null, null);
        Volatile.Write(ref _attachment, null);
        return all;
    }

    /// <summary>Detaches and unlocks what was taken from the object, outside the gate because it may wait.</summary>
    private static void LetGo(Belongings all)
    {
        all.Session?.Dispose();
        if (all is { Attachment: { } attachment, Held: { } ticket })
        {
            _ = all.Session!.DetachAndLeave(attachment, ticket);
        }
        else if (all.Attachment is not null)
        {
            all.Session!.DetachOnLeaving(all.Attachment);
        }
        else if (all.Held is { } held)
        {
            _ = all.Session!.Leave(held);
        }
    }

    private bool Fail(string function, SegmentFailure failure)
    {
        var text = Words.For(function, failure);
        return Fail(text == QtErrorText.UnableToLock(function) ? SharedMemoryError.LockError : failure.Error, text);
    }

    private bool Fail(SharedMemoryError error, string text)
    {
        Error = error;
        ErrorString = text;
        return false;
    }

    private void ClearError()
    {
        Error = SharedMemoryError.NoError;
        ErrorString = null;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>What an object has of one key.</summary>
    private readonly record struct Belongings(SegmentSession? Session, Attachment? Attachment, LockTicket? Held);
}
