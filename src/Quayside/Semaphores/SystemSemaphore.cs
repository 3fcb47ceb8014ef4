// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Semaphores;

namespace Quayside;

/// <summary>A counting semaphore under a key, which processes share: the named semaphore that .NET has only on Windows.</summary>
/// <remarks>
/// <para>
/// Unit for unit what QSystemSemaphore is on the same key: a Qt program can be on the other side. It is also the very lock of the
/// QSharedMemory of that key, except under platform-safe keys on Windows; use another key for counting.
/// </para>
/// <para>
/// All members are safe to use from several threads. Units belong to the process, not to a thread or an object. Disposing ends the waits
/// of this object with <see cref="ObjectDisposedException"/>; units that it has taken stay taken.
/// </para>
/// <para>
/// The last object of Quayside to go removes the semaphore, unless it is <see cref="SystemSemaphoreOptions.Persistent"/>, a Qt program made
/// it, or a living process may still hold a unit. If a process dies, what it took is given back on System V
/// (<see cref="SystemSemaphoreOptions.UndoOnExit"/>) and lost elsewhere; what it released stays everywhere.
/// </para>
/// </remarks>
public sealed class SystemSemaphore : IDisposable
{
    private readonly SemaphoreSession _session;

    private SystemSemaphore(SemaphoreSession session) => _session = session;

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _session.Key;

    /// <summary>Gets whether this object made the semaphore.</summary>
    public bool IsNew => _session.IsNew;

    /// <summary>Gets how many units are free now. Others may take them before the number is looked at.</summary>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    /// <exception cref="SystemSemaphoreException">The semaphore was removed, and this object has no initial value to make it anew with.</exception>
    public int Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(!_session.TryGetValue(out var value, out var result), this);
            return result.Succeeded ? value : throw new SystemSemaphoreException("read", Key, result);
        }
    }

    /// <summary>Makes a semaphore.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSystemSemaphore</c>.</param>
    /// <param name="initialValue">How many units are free at first; on System V at most 32767.</param>
    /// <param name="options">Mode, and what becomes of the semaphore and its units.</param>
    /// <param name="cancellationToken">Ends the wait for others who are about to remove it, or who keep its key file locked.</param>
    /// <exception cref="ArgumentException">The key is empty, or an option cannot be met.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The initial value is negative, or a time in the options is, and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    /// <exception cref="SystemSemaphoreException">It is there already, or the system refused.</exception>
    public static SystemSemaphore Create(
        IpcKey key, int initialValue, SystemSemaphoreOptions? options = null, CancellationToken cancellationToken = default) =>
        Obtain(SemaphoreDemand.Create, "create", key, initialValue, options, cancellationToken);

    /// <summary>Opens the semaphore that is there.</summary>
    /// <remarks>If it is removed later, operations fail with <see cref="SystemSemaphoreError.NotFound"/> until somebody makes it anew.</remarks>
    /// <exception cref="SystemSemaphoreException">It is not there, or the system refused.</exception>
    /// <inheritdoc cref="Create"/>
    public static SystemSemaphore Open(IpcKey key, SystemSemaphoreOptions? options = null, CancellationToken cancellationToken = default) =>
        Obtain(SemaphoreDemand.Open, "open", key, initialValue: 0, options, cancellationToken);

    /// <summary>Opens the semaphore that is there, if one is.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSystemSemaphore</c>.</param>
    /// <param name="semaphore">The semaphore when the result is true.</param>
    /// <param name="options">What becomes of the semaphore and its units.</param>
    /// <param name="cancellationToken">Ends the wait for others.</param>
    /// <returns>Whether one is there.</returns>
    /// <exception cref="SystemSemaphoreException">The system refused.</exception>
    /// <inheritdoc cref="Create"/>
    public static bool TryOpen(
        IpcKey key,
        [NotNullWhen(true)] out SystemSemaphore? semaphore,
        SystemSemaphoreOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        semaphore = TryObtain(SemaphoreDemand.Open, key, initialValue: 0, options, cancellationToken, out var failure);
        return semaphore is not null
            || (failure.Error == IpcError.NotFound ? false : throw new SystemSemaphoreException("open", key, failure));
    }

    /// <summary>Opens the semaphore that is there, or makes one.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSystemSemaphore</c>.</param>
    /// <param name="initialValue">How many units are free at first, if it is made; on System V at most 32767.</param>
    /// <param name="options">Mode, and what becomes of the semaphore and its units.</param>
    /// <param name="cancellationToken">Ends the wait for others.</param>
    /// <remarks>If it is removed later, it is made anew with <paramref name="initialValue"/>, as in Qt.</remarks>
    /// <exception cref="SystemSemaphoreException">The system refused.</exception>
    /// <inheritdoc cref="Create"/>
    public static SystemSemaphore CreateOrOpen(
        IpcKey key, int initialValue, SystemSemaphoreOptions? options = null, CancellationToken cancellationToken = default) =>
        Obtain(SemaphoreDemand.CreateOrOpen, "open", key, initialValue, options, cancellationToken);

    /// <summary>Takes the name of a semaphore away, whoever uses it.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSystemSemaphore</c>.</param>
    /// <param name="options">Whose semaphores may be removed: <see cref="SystemSemaphoreOptions.TrustedOwner"/>.</param>
    /// <returns>Whether there was one.</returns>
    /// <remarks>
    /// On System V its users find out with their next operation, and make it anew if they have an initial value; on POSIX they keep the
    /// one that they have; Windows refuses.
    /// </remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="PlatformNotSupportedException">This system does not know the key's mechanism.</exception>
    /// <exception cref="SystemSemaphoreException">It belongs to another user, or the system does not take it away from its users.</exception>
    public static bool Remove(IpcKey key, SystemSemaphoreOptions? options = null)
    {
        options ??= SystemSemaphoreOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        Check.Mode(options.UnixMode, nameof(options));
        var result = SemaphoreSession.Remove(key, options);
        return result.Succeeded
            || (result.Error is IpcError.NotFound or IpcError.Removed ? false : throw new SystemSemaphoreException("remove", key, result));
    }

    /// <summary>Takes one unit, waiting for it without limit. Blocks.</summary>
    /// <inheritdoc cref="TryAcquire"/>
    public void Acquire(CancellationToken cancellationToken = default) => _ = TryAcquire(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes one unit, waiting for it for a limited time. Blocks, unless the time is zero.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether a unit was taken; false when none was free in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    /// <exception cref="SystemSemaphoreException">The semaphore was removed, and this object has no initial value to make it anew with.</exception>
    public bool TryAcquire(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        switch (_session.Acquire(timeout, cancellationToken, out var failure))
        {
            case LockOutcome.Acquired:
                return true;

            case LockOutcome.TimedOut:
                return false;

            case LockOutcome.Canceled:
                cancellationToken.ThrowIfCancellationRequested();
                throw new ObjectDisposedException(nameof(SystemSemaphore));

            default:
                throw new SystemSemaphoreException("acquire", Key, failure);
        }
    }

    /// <summary>Takes one unit, waiting for it without blocking the caller.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>The kernel offers no asynchronous wait for semaphores: while none is free, each waiter costs one thread.</remarks>
    /// <inheritdoc cref="TryAcquire"/>
    /// <returns>A task that ends when the unit was taken.</returns>
    public ValueTask AcquireAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return TryAcquire(TimeSpan.Zero, CancellationToken.None)
            ? ValueTask.CompletedTask
            : new ValueTask(Task.Factory.StartNew(
                () => Acquire(cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default));
    }

    /// <summary>Adds units: gives back what was taken, or lets others take more than before. All of them or none.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <remarks>
    /// Units that were added without having been taken, signals, stay when this process ends; Qt's are lost on System V when their sender
    /// ends.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    /// <exception cref="SystemSemaphoreException">
    /// There would be too many, on System V more than 32767; or the semaphore was removed, and this object has no initial value to make it
    /// anew with.
    /// </exception>
    public void Release(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ObjectDisposedException.ThrowIf(!_session.TryRelease(count, out var result), this);
        if (!result.Succeeded)
        {
            throw new SystemSemaphoreException("release", Key, result);
        }
    }

    /// <summary>Closes the semaphore, and removes it if nobody else uses it. Units that were taken stay taken.</summary>
    public void Dispose() => _session.Dispose();

    private static SystemSemaphore Obtain(
        SemaphoreDemand demand,
        string operation,
        IpcKey key,
        int initialValue,
        SystemSemaphoreOptions? options,
        CancellationToken cancellationToken) =>
        TryObtain(demand, key, initialValue, options, cancellationToken, out var failure) ?? throw new SystemSemaphoreException(operation, key, failure);

    private static SystemSemaphore? TryObtain(
        SemaphoreDemand demand,
        IpcKey key,
        int initialValue,
        SystemSemaphoreOptions? options,
        CancellationToken cancellationToken,
        out IpcResult failure)
    {
        options ??= SystemSemaphoreOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        Check.Mode(options.UnixMode, nameof(options));
        Check.Timeout(options.OpenTimeout);
        ArgumentOutOfRangeException.ThrowIfNegative(initialValue);
        failure = SemaphoreSession.Open(key, demand, initialValue, options, out var session, cancellationToken);
        return session is null ? null : new SystemSemaphore(session);
    }
}
