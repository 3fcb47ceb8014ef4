// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A counting semaphore, the one that sem_open(3) opens. A process that dies gives nothing back of what it took.</summary>
/// <remarks>
/// <para>
/// Qt peers that ask for a new semaphore unlink the one that is there. An object that has no unit of the old one out moves to the new one,
/// when it is about to wait or to give units; else what it took would be given back to the wrong one.
/// </para>
/// <para>The last one out removes it: whoever finds on disposing that no process has it open any more (<see cref="WriteLease"/>).</para>
/// </remarks>
internal sealed class PosixSemaphore : IpcSemaphore
{
    private readonly string _name;
    private readonly SemaphoreSettings _settings;
    private readonly Lock _gate = new();
    private SharedSemaphore _shared;
    private long _unitsOut;
    private bool _isDisposed;

    private PosixSemaphore(string name, SemaphoreSettings settings, SharedSemaphore shared, bool isNew)
    {
        _name = name;
        _settings = settings;
        _shared = shared;
        IsNew = isNew;
    }

    /// <inheritdoc/>
    public override bool IsNew { get; }

    /// <inheritdoc cref="IpcBackend.OpenSemaphore"/>
    public static IpcResult Open(
        string name,
        SemaphoreDemand demand,
        int initialValue,
        SemaphoreSettings settings,
        out IpcSemaphore? semaphore,
        CancellationToken cancellation)
    {
        semaphore = null;
        if (initialValue < 0)
        {
            return new IpcResult(IpcError.InvalidSize, IpcStep.OpenLock, Errno.EINVAL);
        }

        if (demand == SemaphoreDemand.Renew
            && PosixName.OfSemaphore(name, out var path).Succeeded
            && FileStatus.Of(path, out var status) == 0
            && settings.Policy.IsWelcome(status.Owner))
        {
            _ = WriteLease.TryRemove(path, status.Identity);
        }

        var wait = new PollingWait(settings.PatienceWithOpening);
        IpcResult result;
        SharedSemaphore? shared;
        bool isNew;
        while ((result = SharedSemaphore.Open(name, demand, initialValue, isTransient: !settings.IsPersistent, settings.Policy, out shared, out isNew)).NativeError == Errno.EAGAIN)
        {
            // Somebody asks whether it is in use, and is stopped while doing so.
            if (cancellation.IsCancellationRequested || !wait.TryNext(out _))
            {
                return new IpcResult(cancellation.IsCancellationRequested ? IpcError.Canceled : IpcError.Locked, IpcStep.OpenLock, Errno.EAGAIN);
            }
        }

        if (result.Succeeded && !isNew)
        {
            KeepIfPersistent(shared!, settings);
        }

        semaphore = result.Succeeded ? new PosixSemaphore(name, settings, shared!, isNew) : null;
        return result;
    }

    /// <inheritdoc/>
    public override LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        var wait = new PollingWait(timeout);
        var slice = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            var shared = Rent();
            var error = slice == TimeSpan.Zero ? shared.Semaphore.TryTake() : shared.Semaphore.Take(slice);
            Return(shared, taken: error == 0 ? 1 : 0);
            if (error != Errno.EAGAIN)
            {
                failure = error == 0 ? failure : PosixErrors.From(error, IpcStep.AcquireLock);
                return error == 0 ? LockOutcome.Acquired : LockOutcome.Failed;
            }

            if (!wait.TryNext(out slice))
            {
                return LockOutcome.TimedOut;
            }

            Follow();
        }

        return LockOutcome.Canceled;
    }

    /// <inheritdoc/>
    public override IpcResult Release(int count)
    {
        Follow();
        var shared = Rent();
        var error = shared.Semaphore.Give(count);
        Return(shared, error == 0 ? -count : 0);
        return error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.AcquireLock);
    }

    /// <inheritdoc/>
    public override IpcResult TryGetValue(out int value)
    {
        Follow();
        var shared = Rent();
        var error = shared.Semaphore.TryGetValue(out value);
        Return(shared, taken: 0);
        return error == 0 ? IpcResult.Success : PosixErrors.From(error, IpcStep.AcquireLock);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        Return(_shared, taken: 0);
    }

    private SharedSemaphore Rent()
    {
        lock (_gate)
        {
            // The object's own use, which ends on disposing, keeps it open until then.
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _ = _shared.TryRent();
            return _shared;
        }
    }

    /// <summary>Ends a use; the last one of a disposed object removes the semaphore, if nobody else has it open.</summary>
    private void Return(SharedSemaphore shared, long taken)
    {
        lock (_gate)
        {
            _unitsOut = Math.Max(0, _unitsOut + taken);
            shared.Return();
            if (_isDisposed && !_settings.IsPersistent && shared.TryClose())
            {
                _ = WriteLease.TryRemove(shared.Semaphore.Path, shared.Semaphore.Identity);
            }
        }
    }

    /// <summary>Moves to the semaphore that the name means now, if it is another one and no unit of the old one is out.</summary>
    private void Follow()
    {
        lock (_gate)
        {
            if (_isDisposed || _unitsOut > 0 || _shared.Semaphore.IsCurrent)
            {
                return;
            }

            if (SharedSemaphore.Open(_name, SemaphoreDemand.Open, 0, isTransient: false, _settings.Policy, out var newer, out _).Succeeded)
            {
                KeepIfPersistent(newer!, _settings);
                _shared.Return();
                _shared = newer!;
            }
        }
    }

    private static void KeepIfPersistent(SharedSemaphore shared, SemaphoreSettings settings)
    {
        if (settings.IsPersistent && shared.Semaphore.IsBacked)
        {
            shared.Semaphore.Words.Keep();
        }
    }
}
