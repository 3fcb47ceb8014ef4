// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Waiting;

namespace Quayside.Live;

/// <summary>The role of the one who writes a live value or publishes frames: taken by the first use, given back by resigning, passed on by death.</summary>
/// <remarks>
/// Thread-safe. What is done in the role is done between <see cref="Enter"/> and <see cref="Exit"/>, one thread at a time, and is brief: nobody
/// waits in there. Waiting for another participant's role comes before, and keeps nobody from resigning or disposing.
/// </remarks>
/// <param name="membership">The participant.</param>
/// <param name="offset">The role's lock.</param>
/// <param name="timeout">The longest time to wait for the role.</param>
internal sealed class WriterRole(Membership membership, long offset, TimeSpan timeout)
{
    private readonly LockCore _lock = new(membership, offset);
    private readonly Turn _turn = new();
    private bool _isHeld;

    /// <summary>Takes the role, unless this participant has it, and lets nobody else do anything in it.</summary>
    /// <param name="cancellationToken">Ends the wait for another participant's role.</param>
    /// <exception cref="ObjectDisposedException">This participant has left.</exception>
    /// <exception cref="QuaysideException">Another living participant keeps the role.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(CancellationToken cancellationToken)
    {
        // Before as well: whoever leaves may wait half a second in there.
        membership.ThrowIfLeft();
        membership.Presence.Enter();
        if (!_isHeld || membership.HasLeft)
        {
            membership.Presence.Exit();
            WaitAndEnter(cancellationToken);
        }
    }

    /// <summary>Lets others do something in the role.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => membership.Presence.Exit();

    /// <summary>Gives the role back, if this participant has it.</summary>
    /// <param name="check">Refuses, by an exception, while something is going on in the role.</param>
    public void Resign(Action? check = null)
    {
        lock (membership.Presence)
        {
            check?.Invoke();
            if (_isHeld && !membership.HasLeft)
            {
                _isHeld = false;
                _lock.Leave();
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitAndEnter(CancellationToken cancellationToken)
    {
        membership.ThrowIfLeft();
        var patience = new Patience(timeout);
        if (!_turn.TryTake(patience, cancellationToken))
        {
            throw SegmentErrors.OfWriter(membership.Key, _lock.Owner);
        }

        try
        {
            do
            {
                if (!IsHeld() && _lock.TryEnter(patience.Left, cancellationToken) == RobustLockResult.TimedOut)
                {
                    throw SegmentErrors.OfWriter(membership.Key, _lock.Owner);
                }
            }
            while (!TryEnterHeld());
        }
        finally
        {
            _turn.Give();
        }
    }

    // Not if another thread, which had the role before this one asked, has resigned since.
    private bool TryEnterHeld()
    {
        membership.Presence.Enter();
        if (_isHeld || _lock.IsHeld)
        {
            try
            {
                // Whatever the last one left, the protocol goes on from there: what it had not finished was never the latest.
                _lock.MarkConsistent();
                _isHeld = true;
                return true;
            }
            catch
            {
                membership.Presence.Exit();
                throw;
            }
        }

        membership.Presence.Exit();
        return false;
    }

    private bool IsHeld()
    {
        lock (membership.Presence)
        {
            return _isHeld;
        }
    }
}
