// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Native;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Qt's counting semaphore on System V (qsystemsemaphore_systemv.cpp), with signals that outlive their sender.</summary>
/// <remarks>
/// <para>
/// Units are taken with SEM_UNDO, so the kernel gives back what a dead process took. A unit that is released without having been taken is
/// added for good; Qt adds it with SEM_UNDO, and it is lost when the process ends (<see cref="SemUndoBalance"/>).
/// </para>
/// <para>
/// Peers may remove the semaphore at any moment: Qt does when the object that made it goes. It is then looked up anew through its key
/// file, and made with this object's initial value if it is not there, as in Qt; an object without one says that it was removed.
/// </para>
/// </remarks>
internal sealed partial class SystemVSemaphore : IpcSemaphore
{
    // How often an operation may be overtaken by peers that make and remove the semaphore. Each round is a few microseconds.
    private const int MaxOvertaken = 10_000;

    private readonly Lock _opening = new();
    private readonly string _path;
    private readonly byte _project;
    private readonly int _initialValue;
    private readonly SemaphoreSettings _settings;
    private SemaphoreDemand _demand;
    private bool _isNew;
    private volatile SemaphoreUse? _use;

    /// <summary>Makes an object; <see cref="Open"/> then finds the semaphore.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="project">The project id of ftok(3).</param>
    /// <param name="initialValue">The units of a new semaphore.</param>
    /// <param name="settings">How it is kept.</param>
    public SystemVSemaphore(string path, byte project, int initialValue, SemaphoreSettings settings) =>
        (_path, _project, _initialValue, _settings) = (path, project, initialValue, settings);

    /// <inheritdoc/>
    public override bool IsNew => _isNew;

    /// <summary>Finds the semaphore or makes it. To be called once, before all else.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="cancellation">Ends the wait for others.</param>
    public IpcResult Open(SemaphoreDemand demand, CancellationToken cancellation)
    {
        var wait = NewWait(_settings.PatienceWithOpening);
        var result = Bind(demand, ref wait, cancellation, out _isNew, out var use);
        _use = use;

        // What is found removed later is made anew, except by those who never wanted to make it.
        _demand = demand == SemaphoreDemand.Open ? SemaphoreDemand.Open : SemaphoreDemand.CreateOrOpen;
        return result;
    }

    /// <inheritdoc/>
    public override LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        var wait = NewWait(timeout);
        var patience = NewWait(_settings.PatienceWithOpening);

        // Who gives less time than opening may take has just not got a unit in time.
        var isHasty = timeout != Timeout.InfiniteTimeSpan
            && (_settings.PatienceWithOpening == Timeout.InfiniteTimeSpan || timeout <= _settings.PatienceWithOpening);
        for (var overtaken = 0; overtaken < MaxOvertaken && !cancellation.IsCancellationRequested; overtaken++)
        {
            ref var opening = ref isHasty ? ref wait : ref patience;
            if (Current(ref opening, cancellation, out failure) is not { } use)
            {
                return failure.Error switch
                {
                    IpcError.Canceled => LockOutcome.Canceled,
                    IpcError.Locked when isHasty => LockOutcome.TimedOut,
                    _ => LockOutcome.Failed,
                };
            }

            var error = Take(use, TimeSpan.Zero);
            if (error == Errno.EAGAIN)
            {
                error = Wait(use, ref wait, cancellation);
            }

            switch (error)
            {
                case 0:
                    return LockOutcome.Acquired;

                case Errno.EIDRM or Errno.EINVAL:
                    Forget(use);
                    break;

                case Errno.EAGAIN:
                    return cancellation.IsCancellationRequested ? LockOutcome.Canceled : LockOutcome.TimedOut;

                default:
                    failure = SystemVErrors.From(error, IpcStep.AcquireLock);
                    return LockOutcome.Failed;
            }
        }

        failure = cancellation.IsCancellationRequested ? IpcResult.Success : new IpcResult(IpcError.Unknown, IpcStep.AcquireLock, 0);
        return cancellation.IsCancellationRequested ? LockOutcome.Canceled : LockOutcome.Failed;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Units that this process took from a semaphore which has been removed since went with it; only the others are added to the new one. Qt
    /// adds all of them, and has one too many.
    /// </remarks>
    public override IpcResult Release(int count)
    {
        if (count > SemUndoBalance.MaxValue)
        {
            return SystemVErrors.From(Errno.ERANGE, IpcStep.AcquireLock);
        }

        var opening = NewWait(_settings.PatienceWithOpening);
        for (var overtaken = 0; overtaken < MaxOvertaken; overtaken++)
        {
            if (Current(ref opening, CancellationToken.None, out var failure) is not { } use)
            {
                return failure;
            }

            var own = 0;
            var error = _settings.IsForSignals ? SemUndoBalance.Add(use.Id, count) : SemUndoBalance.Release(use.Id, count, out own);
            switch (error)
            {
                case 0:
                    _ = use.GiveBack(own);
                    return IpcResult.Success;

                case Errno.EIDRM or Errno.EINVAL:
                    count -= use.GiveBack(count);
                    Forget(use);
                    if (count == 0)
                    {
                        return IpcResult.Success;
                    }

                    break;

                default:
                    return SystemVErrors.From(error, IpcStep.AcquireLock);
            }
        }

        return new IpcResult(IpcError.Unknown, IpcStep.AcquireLock, 0);
    }

    /// <inheritdoc/>
    public override IpcResult TryGetValue(out int value)
    {
        value = 0;
        var opening = NewWait(_settings.PatienceWithOpening);
        for (var overtaken = 0; overtaken < MaxOvertaken; overtaken++)
        {
            if (Current(ref opening, CancellationToken.None, out var failure) is not { } use)
            {
                return failure;
            }

            value = LibC.semctl(use.Id, 0, LibC.GETVAL, 0);
            if (value >= 0)
            {
                return IpcResult.Success;
            }

            failure = SystemVErrors.Last(IpcStep.AcquireLock);
            value = 0;
            if (failure.Error != IpcError.Removed)
            {
                return failure;
            }

            Forget(use);
        }

        return new IpcResult(IpcError.Unknown, IpcStep.AcquireLock, 0);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _use, null) is { } use)
        {
            using (use)
            {
                if (!_settings.IsPersistent && use.TryClaim())
                {
                    _ = TryRemoveAbandoned(use);
                }
            }
        }
    }

    private int Take(SemaphoreUse use, TimeSpan wait)
    {
        var error = _settings.IsForSignals ? Errno.ERANGE : SemaphoreCalls.Take(use.Id, wait, withUndo: true);
        if (error == 0)
        {
            use.Take();
        }

        // ERANGE from the kernel: this process has taken 32767 units without giving any back, and its account is full. So it consumes
        // signals of others; from now on they are used up.
        return error == Errno.ERANGE ? SemaphoreCalls.Take(use.Id, wait, withUndo: false) : error;
    }

    /// <summary>Waits in slices, so that cancellation is seen; returns 0 or the error number.</summary>
    private int Wait(SemaphoreUse use, ref PollingWait wait, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && wait.TryNext(out var slice))
        {
            var error = Take(use, slice);
            if (error != Errno.EAGAIN)
            {
                return error;
            }

            if (KeyFile.TryDerive(_path, _project, out var key) && key != use.Key)
            {
                // A cleaner took the key file away, and others have made another one: they are to be found there.
                return Errno.EIDRM;
            }
        }

        return Errno.EAGAIN;
    }

    private static PollingWait NewWait(TimeSpan timeout) => new(timeout, _moment);

    private SemaphoreUse? Current(ref PollingWait wait, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        while (_use is null)
        {
            // Another thread of this process may be waiting for others, with more time than this one has.
            if (!_opening.TryEnter(TimeSpan.Zero))
            {
                failure = Pause(ref wait, cancellation);
                if (!failure.Succeeded)
                {
                    return null;
                }

                continue;
            }

            try
            {
                if (_use is null)
                {
                    failure = Bind(_demand, ref wait, cancellation, out _, out var use);
                    _use = use;
                    return use;
                }
            }
            finally
            {
                _opening.Exit();
            }
        }

        return _use;
    }

    private void Forget(SemaphoreUse use)
    {
        if (Interlocked.CompareExchange(ref _use, null, use) == use)
        {
            SemaphoreUse.Forget(use.Id);
            use.Dispose();
        }
    }
}
