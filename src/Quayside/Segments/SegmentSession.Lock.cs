// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <content>
/// The lock. The one rule of leaving: whoever gives the lock back and finds no segment under the key takes the lock and the key files away,
/// unless somebody waits, or a Qt program lives that owns the lock and will remove it. So the last one out cleans up, whatever it came
/// for, and nobody removes what another one may use.
/// </content>
internal sealed partial class SegmentSession
{
    // How often this process has taken locks for use, whichever their keys. Peeking is not counted.
    private static long _usesHere;

    // What is known of the Qt program that owns a lock: it made the segment. Of another lock under the same key it says nothing.
    private (LockTicket Lock, bool Lives)? _qtOwner;

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
        var segment = _backend.ProbeSegment(Key.NativeName);
        var isThere = segment.Error != IpcError.NotFound;

        // A Quayside segment has no use for this lock, and neither has one that was there without: who came for memory leaves nothing beside it.
        if (isThere && !ticket.IsNew && !_lock.CameLate(ticket) && !IsQuayside())
        {
            return _lock.Release(ticket);
        }

        if (!isThere && segment.Step != IpcStep.DeriveKey)
        {
            if (!_lock.IsHeld(ticket))
            {
                return false;
            }

            _backend.ForgetName(Key.NativeName, _options.Policy);
        }

        var owner = _qtOwner is { } known && known.Lock == ticket ? known : default((LockTicket Lock, bool Lives)?);
        return owner is { Lives: true } ? _lock.Release(ticket)
            : _lock.Retire(ticket, ownerIsGone: owner is not null, keepsName: isThere && Key.NativeLockName == Key.NativeName);
    }

    /// <summary>Takes away what is left of a key that has no segment: a lock that nobody uses.</summary>
    /// <param name="timeout">The longest time to wait for the lock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public void Tidy(TimeSpan timeout, CancellationToken cancellation)
    {
        if (!_backend.IsLockAbsent(Key.NativeLockName)
            && Acquire(timeout, mustBeCurrent: true, cancellation, out var ticket, out _) == LockOutcome.Acquired)
        {
            _ = Leave(ticket);
        }
    }

    /// <summary>Remembers whose the lock is. The caller holds it.</summary>
    private void Learn(SegmentInfo info, LockTicket ticket)
    {
        // Where the kernel does not tell who made a segment, the lock itself knows whether anybody has it open.
        if (!info.IsOurs && info.CreatorProcess != 0)
        {
            _qtOwner = (ticket, ProcessInfo.IsAlive(info.CreatorProcess));
        }
    }

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
            LockOutcome.TimedOut => SegmentFailure.OfWaiting(_lock.FindHolder()) with { Existing = TryFind(out var guarded) ? guarded : null },
            LockOutcome.Failed => SegmentFailure.OfLock(result) with { Existing = TryFind(out var existing) ? existing : null },
            _ => null,
        };
        if (outcome is LockOutcome.TimedOut or LockOutcome.Canceled)
        {
            TidyAfterGivingUp();
        }

        return outcome;
    }

    /// <summary>Takes away a lock that the last user left there because we were waiting for it.</summary>
    private void TidyAfterGivingUp()
    {
        if (_backend.IsAbsent(Key.NativeName)
            && !_backend.IsLockAbsent(Key.NativeLockName)
            && _lock.Acquire(TimeSpan.Zero, mustBeCurrent: true, CancellationToken.None, out var ticket, out _) == LockOutcome.Acquired)
        {
            _ = Leave(ticket);
        }
    }
}
