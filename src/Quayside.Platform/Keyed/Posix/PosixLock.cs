// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>Qt's lock: a POSIX semaphore of value 1 (qsystemsemaphore_posix.cpp), with a note in it of who holds it.</summary>
/// <remarks>
/// <para>
/// A process that dies inside leaves the lock held: the kernel gives nothing back. The note tells that it is dead, and
/// <see cref="TryBreak"/> frees the lock then, when it is asked to.
/// </para>
/// <para>
/// In every create() Qt peers unlink the semaphore and make another one, whether or not it is held. So the name is looked at after every
/// acquisition and before every release; what was taken under a name that means another one now is given back, and the new one taken.
/// </para>
/// </remarks>
internal sealed class PosixLock(string name, AccessPolicy policy) : IpcLock
{
    // How often taking may be overtaken by peers that make and remove the same lock.
    private const int MaxOvertaken = 10_000;

    private static readonly Lock _retirement = new();

    private readonly Lock _gate = new();
    private readonly List<Holding> _holdings = [];
    private SharedSemaphore? _kept;
    private bool _isDisposed;

    /// <inheritdoc/>
    public override LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure)
    {
        ticket = default;
        failure = IpcResult.Success;
        var wait = new PollingWait(timeout);
        for (var overtaken = 0; !cancellation.IsCancellationRequested; overtaken++)
        {
            SharedSemaphore? shared = null;
            var isNew = false;
            failure = overtaken < MaxOvertaken ? Rent(out shared, out isNew) : new IpcResult(IpcError.Unknown, IpcStep.AcquireLock, 0);
            if (failure.NativeError == Errno.EAGAIN)
            {
                // Somebody looks at it, and is stopped while doing so.
                if (wait.TryNext(out _))
                {
                    continue;
                }

                failure = IpcResult.Success;
                return LockOutcome.TimedOut;
            }

            if (!failure.Succeeded)
            {
                return LockOutcome.Failed;
            }

            var semaphore = shared!.Semaphore;
            var error = semaphore.TryTake();
            if (error == Errno.EAGAIN)
            {
                error = Wait(semaphore, ref wait, cancellation);
            }

            if (error == 0)
            {
                var note = LockOwnerRecord.Write(semaphore.Words);
                if (semaphore.IsCurrent)
                {
                    ticket = Hold(shared, note) with { IsNew = isNew };
                    return LockOutcome.Acquired;
                }

                // Newcomers use another lock. Those who still wait for this one find that out in the same way.
                LockOwnerRecord.Clear(semaphore.Words);
                _ = semaphore.Give();
                error = Errno.ENOENT;
            }

            Return(shared, isStale: error == Errno.ENOENT);
            if (error == Errno.EAGAIN)
            {
                return cancellation.IsCancellationRequested ? LockOutcome.Canceled : LockOutcome.TimedOut;
            }

            if (error != Errno.ENOENT)
            {
                failure = PosixErrors.From(error, IpcStep.AcquireLock);
                return LockOutcome.Failed;
            }
        }

        failure = IpcResult.Success;
        return LockOutcome.Canceled;
    }

    /// <inheritdoc/>
    /// <remarks>The unit goes back to the very semaphore that it came from, unless somebody has broken the lock: then it is back already.</remarks>
    public override bool Release(LockTicket ticket)
    {
        if (TakeOut(ticket) is not { } holding)
        {
            return false;
        }

        var wasOurs = holding.GiveBack();
        Return(holding.Shared, isStale: !wasOurs);
        return wasOurs;
    }

    /// <inheritdoc/>
    public override bool IsHeld(LockTicket ticket)
    {
        lock (_gate)
        {
            var index = IndexOf(ticket);
            return index >= 0 && _holdings[index].IsOurs;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Given back first, removed second, and only if the kernel says that no process has it open: a Qt program that lives keeps its lock
    /// open, so it makes no difference who made it. A value above 0 while it is held means that somebody uses the semaphore for counting.
    /// </remarks>
    public override bool Retire(LockTicket ticket, bool ownerIsGone, bool keepsName = false)
    {
        if (TakeOut(ticket) is not { } holding)
        {
            return false;
        }

        var semaphore = holding.Shared.Semaphore;
        var isIdle = semaphore.TryGetValue(out var value) == 0 && value == 0;
        var wasOurs = holding.GiveBack();
        Return(holding.Shared, isStale: true);
        if (wasOurs && isIdle)
        {
            // One at a time in this process: two would take each other for users, and both leave it there.
            lock (_retirement)
            {
                _ = holding.Shared.TryClose() && WriteLease.TryRemove(semaphore.Path, semaphore.Identity);
            }
        }

        return wasOurs;
    }

    /// <inheritdoc/>
    public override IpcResult Judge() => PosixName.OfSemaphore(name, out var path).Succeeded && FileStatus.Of(path, out var status) == 0
        ? policy.Judge(status.Owner, IpcStep.OpenLock)
        : IpcResult.Success;

    /// <inheritdoc/>
    public override bool CameLate(LockTicket ticket) => WordsOf(ticket) is { CameLate: true };

    /// <inheritdoc/>
    public override void NoteCameLate(LockTicket ticket, bool cameLate)
    {
        if (WordsOf(ticket) is { } words)
        {
            words.CameLate = cameLate;
        }
    }

    /// <inheritdoc/>
    public override LockHolder FindHolder() => LockExamination.FindHolder(name);

    /// <inheritdoc/>
    public override bool TryBreak(bool force, out LockHolder holder) => LockExamination.TryBreak(name, policy, force, out holder);

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _kept?.Unkeep();
            _kept = null;
        }
    }

    /// <summary>Waits in slices, so that cancellation is seen; returns 0, ENOENT when the lock is another one now, or the error number.</summary>
    /// <remarks>
    /// While the holder of a lock that has lost its name lives, it is waited for all the same: it is still inside. One that is dead, or
    /// that may be, would be waited for in vain.
    /// </remarks>
    private static int Wait(NamedSemaphore semaphore, ref PollingWait wait, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && wait.TryNext(out var slice))
        {
            var error = semaphore.Take(slice);
            if (error != Errno.EAGAIN)
            {
                return error;
            }

            if (!semaphore.IsCurrent && LockOwnerRecord.Read(semaphore.Words).Judge().State != HolderState.Alive)
            {
                return Errno.ENOENT;
            }
        }

        return Errno.EAGAIN;
    }

    /// <summary>Becomes a user of the lock, which is found or made where it is not at hand.</summary>
    private IpcResult Rent(out SharedSemaphore? shared, out bool isNew)
    {
        isNew = false;
        lock (_gate)
        {
            shared = _kept;
            if (shared is not null && shared.TryRent())
            {
                return IpcResult.Success;
            }

            var result = SharedSemaphore.Open(name, SemaphoreDemand.CreateOrOpen, 1, isTransient: true, policy, out shared, out isNew);
            if (result.Succeeded && !_isDisposed)
            {
                _kept?.Unkeep();
                _kept = shared;
                _kept!.Keep();
            }

            return result;
        }
    }

    private void Return(SharedSemaphore shared, bool isStale)
    {
        lock (_gate)
        {
            if (isStale && _kept == shared)
            {
                _kept.Unkeep();
                _kept = null;
            }

            shared.Return();
        }
    }

    /// <summary>Gets the words of a lock that is held, as long as they have memory.</summary>
    private SemaphoreWords? WordsOf(LockTicket ticket)
    {
        lock (_gate)
        {
            var index = IndexOf(ticket);
            return index >= 0 && _holdings[index].Shared.Semaphore is { IsBacked: true } semaphore ? semaphore.Words : null;
        }
    }

    private LockTicket Hold(SharedSemaphore shared, LockOwnerRecord note)
    {
        var holding = new Holding(shared, note);
        lock (_gate)
        {
            _holdings.Add(holding);
        }

        return holding.Ticket;
    }

    private Holding? TakeOut(LockTicket ticket)
    {
        lock (_gate)
        {
            var index = IndexOf(ticket);
            if (index < 0)
            {
                return null;
            }

            var holding = _holdings[index];
            _holdings.RemoveAt(index);
            return holding;
        }
    }

    // No delegate: taking and releasing allocates nothing.
    private int IndexOf(LockTicket ticket)
    {
        for (var index = 0; index < _holdings.Count; index++)
        {
            if (_holdings[index].Ticket == ticket)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>A unit that this object has taken.</summary>
    private readonly struct Holding(SharedSemaphore shared, LockOwnerRecord note)
    {
        public SharedSemaphore Shared => shared;

        public LockTicket Ticket => new(shared.Semaphore.Identity.Inode, shared.Semaphore.Identity.Device);

        public bool IsOurs => IsNoted && shared.Semaphore.IsCurrent;

        private bool IsNoted => shared.Semaphore.IsBacked && LockOwnerRecord.Read(shared.Semaphore.Words) == note;

        /// <summary>Gives the unit back, unless the lock has been broken; tells whether it was the current lock and ours all the time.</summary>
        public bool GiveBack()
        {
            if (!IsNoted)
            {
                return false;
            }

            var isCurrent = shared.Semaphore.IsCurrent;
            LockOwnerRecord.Clear(shared.Semaphore.Words);
            return shared.Semaphore.Give() == 0 && isCurrent;
        }
    }
}
