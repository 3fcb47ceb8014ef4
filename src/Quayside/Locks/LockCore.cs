// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Waiting;

namespace Quayside.Locks;

/// <summary>A participant's dealings with one robust lock: taking it at once, spinning, sleeping, giving it back.</summary>
/// <remarks>Thread-safe; the threads of a process that share one exclude each other too, because the word has one owner.</remarks>
/// <param name="membership">The participant.</param>
/// <param name="offset">The lock's word.</param>
internal sealed partial class LockCore(Membership membership, long offset) : IWaitedWord
{
    // About 4 us: less than the two switches of a sleep cost, more than most critical sections take.
    private static readonly int _spins = Environment.ProcessorCount > 1 ? 100 : 0;
    private static readonly TimeSpan _firstSlice = TimeSpan.FromMilliseconds(1);

    private readonly SharedWords _words = membership.Words;
    private readonly ulong _me = membership.Me;
    private int _thread;

    /// <summary>Gets whether this participant owns the lock.</summary>
    public bool IsHeld => LockProtocol.IsOwner(_words, offset, _me);

    /// <summary>Gets who owns the lock, in words.</summary>
    public string Owner => membership.Describe(_words.Load(offset));

    /// <summary>Takes the lock.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="LockRecursionException">This thread took it and has not given it back.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RobustLockResult TryEnter(TimeSpan timeout, CancellationToken cancellationToken)
    {
        membership.ThrowIfLeft();
        if (LockProtocol.TryTake(_words, offset, _me))
        {
            return Owned(LockStep.Acquired, Environment.CurrentManagedThreadId);
        }

        return Wait(timeout, cancellationToken);
    }

    /// <summary>Gives the lock back.</summary>
    /// <exception cref="SynchronizationLockException">This participant does not own it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave()
    {
        membership.ThrowIfLeft();
        _thread = NoThread;
        if (!LockProtocol.TryLeave(_words, offset, _me, out var wakes))
        {
            ThrowNotHeld();
        }

        if (wakes)
        {
            membership.Wake(offset, all: false);
        }
    }

    /// <summary>Says that the data are consistent again.</summary>
    /// <exception cref="SynchronizationLockException">This participant does not own the lock.</exception>
    public void MarkConsistent()
    {
        membership.ThrowIfLeft();
        if (!LockProtocol.TryMarkConsistent(_words, offset, _me))
        {
            ThrowNotHeld();
        }
    }

    /// <inheritdoc/>
    public bool NeedsLook(ulong seen)
    {
        try
        {
            return membership.HasLeft
                || !membership.Await(offset, seen).IsUnchanged
                || (OwnerWord.PlaceOf(seen & LockLayout.Owner) >= 0 && !membership.IsAlive(seen & LockLayout.Owner));
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private void ThrowNotHeld()
    {
        membership.ThrowIfLeft();
        throw new SynchronizationLockException("The lock is not held through this object, so it cannot be given back or be called consistent.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RobustLockResult Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (timeout == TimeSpan.Zero)
        {
            var step = Advance(willSleep: false, hasSlept: false, out var seen);
            ThrowIfMine(step, seen);
            return step == LockStep.Busy ? RobustLockResult.TimedOut : Owned(step, Environment.CurrentManagedThreadId);
        }

        if (Spin())
        {
            return Owned(LockStep.Acquired, Environment.CurrentManagedThreadId);
        }

        var wait = new ThreadWait(membership, this, timeout, _firstSlice, cancellationToken);
        try
        {
            return Wait(ref wait, cancellationToken);
        }
        finally
        {
            wait.Dispose();
        }
    }

    private RobustLockResult Wait(ref ThreadWait wait, CancellationToken cancellationToken)
    {
        var hasSlept = false;
        while (true)
        {
            membership.ThrowIfLeft();
            var step = Advance(willSleep: true, hasSlept, out var seen);
            if (step != LockStep.Busy)
            {
                return Owned(step, Environment.CurrentManagedThreadId);
            }

            ThrowIfMine(step, seen);

            // After a round and not before: a wake that came to this one in the place of others is passed on by it.
            cancellationToken.ThrowIfCancellationRequested();
            if (!wait.TrySleep(offset, seen))
            {
                return RobustLockResult.TimedOut;
            }

            CrashPoint.Reached(CrashStep.LockWoken);
            hasSlept = true;
        }
    }

    private void ThrowIfMine(LockStep step, ulong seen)
    {
        if (step == LockStep.Busy && (seen & LockLayout.Owner) == _me && _thread == Environment.CurrentManagedThreadId)
        {
            throw new LockRecursionException("This thread holds the lock already, and would wait for itself. Give it back first.");
        }
    }

    private LockStep Advance(bool willSleep, bool hasSlept, out ulong seen)
    {
        var step = LockProtocol.Advance(_words, offset, _me, membership, willSleep, hasSlept, out seen);
        if (step == LockStep.Abandoned && OwnerWord.PlaceOf(seen) >= 0)
        {
            membership.Sweep(seen & LockLayout.Owner);
        }

        return step;
    }

    private bool Spin()
    {
        for (var spin = 0; spin < _spins; spin++)
        {
            Thread.SpinWait(1);
            if (_words.Read(offset) == 0 && LockProtocol.TryTake(_words, offset, _me))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RobustLockResult Owned(LockStep step, int thread)
    {
        // Who left meanwhile may have taken a word of zeros.
        membership.ThrowIfLeft();
        _thread = thread;
        return step == LockStep.Abandoned ? RobustLockResult.Abandoned : RobustLockResult.Acquired;
    }
}
