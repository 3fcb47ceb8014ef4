// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Keyed;

namespace Quayside.Semaphores;

/// <summary>One object's dealings with one semaphore. Closing ends its waits, and lets go of the semaphore when the last call is done.</summary>
/// <remarks>Thread-safe. Both public faces, <see cref="SystemSemaphore"/> and <see cref="Qt.QSystemSemaphore"/>, stand on it.</remarks>
internal sealed class SemaphoreSession : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly IpcSemaphore _semaphore;
    private PinCount _pins;

    private SemaphoreSession(IpcKey key, IpcSemaphore semaphore) => (Key, _semaphore) = (key, semaphore);

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets whether this object made the semaphore.</summary>
    public bool IsNew => _semaphore.IsNew;

    /// <summary>Finds a semaphore or makes it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="demand">What is wanted.</param>
    /// <param name="initialValue">The units of a new semaphore, at least 0.</param>
    /// <param name="options">Mode, and what becomes of the semaphore and its units.</param>
    /// <param name="session">The session when the result is a success.</param>
    /// <param name="cancellation">Ends the wait for others.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    public static IpcResult Open(
        IpcKey key,
        SemaphoreDemand demand,
        int initialValue,
        SystemSemaphoreOptions options,
        out SemaphoreSession? session,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var settings = new SemaphoreSettings(new AccessPolicy(options.UnixMode, options.TrustedOwner), options.Persistent)
        {
            OpenTimeout = options.OpenTimeout,
            IsForSignals = !options.UndoOnExit,
            Segment = SegmentOf(key),
        };
        var backend = PlatformDefaults.BackendFor((int)key.Type);
        var result = backend.OpenSemaphore(key.NativeSemaphoreName, demand, initialValue, settings, out var semaphore, cancellation);
        if (result.Error == IpcError.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        session = semaphore is null ? null : new SemaphoreSession(key, semaphore);
        return result;
    }

    /// <summary>Takes the name of a semaphore away.</summary>
    /// <param name="key">The key.</param>
    /// <param name="options">Whose semaphores may be removed.</param>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    public static IpcResult Remove(IpcKey key, SystemSemaphoreOptions options) => PlatformDefaults.BackendFor((int)key.Type)
        .RemoveSemaphore(key.NativeSemaphoreName, new AccessPolicy(options.UnixMode, options.TrustedOwner));

    /// <summary>Takes one unit.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellation">Ends the wait; so does closing the session.</param>
    /// <param name="failure">What went wrong when the outcome is <see cref="LockOutcome.Failed"/>.</param>
    public LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        if (!_pins.TryPin())
        {
            return LockOutcome.Canceled;
        }

        try
        {
            // Free units, the usual case, are taken without making a linked source.
            var outcome = _semaphore.Acquire(TimeSpan.Zero, cancellation, out failure);
            if (outcome == LockOutcome.TimedOut && timeout != TimeSpan.Zero)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
                outcome = _semaphore.Acquire(timeout, either.Token, out failure);
            }

            return outcome;
        }
        finally
        {
            Unpin();
        }
    }

    /// <summary>Adds units: all of them or none.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>False when the session is closed.</returns>
    /// <param name="result">What came of it.</param>
    public bool TryRelease(int count, out IpcResult result)
    {
        result = IpcResult.Success;
        if (!_pins.TryPin())
        {
            return false;
        }

        try
        {
            result = _semaphore.Release(count);
            return true;
        }
        finally
        {
            Unpin();
        }
    }

    /// <summary>Asks how many units are free now.</summary>
    /// <returns>False when the session is closed.</returns>
    /// <param name="value">The units.</param>
    /// <param name="result">What came of it.</param>
    public bool TryGetValue(out int value, out IpcResult result)
    {
        (value, result) = (0, IpcResult.Success);
        if (!_pins.TryPin())
        {
            return false;
        }

        try
        {
            result = _semaphore.TryGetValue(out value);
            return true;
        }
        finally
        {
            Unpin();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pins.Close())
        {
            _semaphore.Dispose();
        }

        _closing.Cancel();
    }

    private void Unpin()
    {
        if (_pins.Unpin())
        {
            _semaphore.Dispose();
        }
    }

    /// <summary>Gets the name of the memory whose lock has the semaphore's name.</summary>
    private static string SegmentOf(IpcKey key) =>
        key is { LegacyKey: { } text } && key.NativeName == key.NativeSemaphoreName ? IpcKey.Legacy(text, key.Type).NativeName : key.NativeName;
}
