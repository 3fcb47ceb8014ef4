// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Segments;

namespace Quayside.Qt;

/// <content>The lock.</content>
public sealed partial class QSharedMemory
{
    /// <summary>Waits for the lock without limit and takes it. Blocks.</summary>
    /// <inheritdoc cref="Lock(TimeSpan, CancellationToken)"/>
    public bool Lock() => Lock(Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the lock and takes it. Blocks. Works whether or not a segment is there.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// Whether this object holds the lock; true with a warning to <see cref="Trace"/> if it did before. False sets
    /// <see cref="SharedMemoryError.LockError"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public bool Lock(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        SegmentSession session;
        bool isUnattached;
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_held is not null)
            {
                Trace.TraceWarning("QSharedMemory::lock: already locked");
                return true;
            }

            if (_session is null)
            {
                return Fail(SharedMemoryError.LockError, QtErrorText.UnableToLock("lock"));
            }

            session = _session;
            isUnattached = _attachment is null;
        }

        // An attached segment keeps its lock from being taken away, so only an unattached object has to look whether it still is the one.
        var outcome = session.Enter(timeout, mustBeCurrent: isUnattached, cancellationToken, out var ticket, out _);
        if (outcome == LockOutcome.Canceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (_gate)
        {
            if (outcome == LockOutcome.Acquired && session == _session && _held is null)
            {
                _held = ticket;
                return true;
            }
        }

        if (outcome == LockOutcome.Acquired)
        {
            // The key was changed or the object disposed meanwhile.
            _ = session.Leave(ticket);
        }

        lock (_gate)
        {
            ThrowIfDisposed();
            return Fail(SharedMemoryError.LockError, QtErrorText.UnableToLock("lock"));
        }
    }

    /// <summary>Gives the lock back.</summary>
    /// <returns>
    /// Whether this object held the lock, and all the time. False with <see cref="SharedMemoryError.LockError"/> when another process
    /// removed or reset it meanwhile, so that somebody else may have been inside too.
    /// </returns>
    public bool Unlock()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_held is not { } ticket)
            {
                return false;
            }

            _held = null;
            return GiveBack(_session!, ticket)
                || Fail(SharedMemoryError.LockError, QtErrorText.LostLock);
        }
    }
}
