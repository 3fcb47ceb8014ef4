// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Quayside.Errors;
using Quayside.Internal;
using Quayside.Keys;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Semaphores;

namespace Quayside.Qt;

/// <summary>QSystemSemaphore in C#: Qt's names, Qt's results and errors, on the same semaphores as Qt 4, 5 and 6.</summary>
/// <remarks>
/// <para>
/// For porting Qt code line by line; <see cref="SystemSemaphore"/> is the same in .NET's manners. Where Qt does harm, this class does not:
/// </para>
/// <list type="bullet">
/// <item><see cref="QSystemSemaphoreMode.Create"/> never sets or replaces a semaphore that somebody uses; Qt's wakes waiters on System V
/// and splits users on POSIX.</item>
/// <item>A unit that is released without having been taken stays when the process ends; Qt's is lost on System V.</item>
/// <item>The last object to go removes the semaphore, whoever made it; Qt's maker removes it under those who still use it.</item>
/// <item>When the semaphore was removed, <see cref="Release"/> adds to a new one only what this object had not taken from the old one; Qt
/// adds all, and has one too many.</item>
/// </list>
/// <para>
/// Safe to use from several threads. If the process dies, what it took is given back on System V and lost elsewhere, as in Qt.
/// </para>
/// </remarks>
public sealed class QSystemSemaphore : IDisposable
{
    private readonly Lock _gate = new();
    private IpcKey _key;
    private int _initialValue;
    private SemaphoreSession? _session;
    private bool _disposed;

    /// <summary>Makes an object and opens or makes the semaphore, which may set <see cref="Error"/>.</summary>
    /// <inheritdoc cref="SetKey"/>
    [SuppressMessage("ApiDesign", "RS0026", Justification = "Qt's overloads; they differ in the first parameter.")]
    public QSystemSemaphore(string? key, int initialValue = 0, QSystemSemaphoreMode mode = QSystemSemaphoreMode.Open) =>
        SetKey(key, initialValue, mode);

    /// <summary>Makes an object and opens or makes the semaphore, which may set <see cref="Error"/>.</summary>
    /// <inheritdoc cref="SetNativeKey(IpcKey, int, QSystemSemaphoreMode)"/>
    [SuppressMessage("ApiDesign", "RS0026", Justification = "Qt's overloads; they differ in the first parameter.")]
    public QSystemSemaphore(IpcKey key, int initialValue = 0, QSystemSemaphoreMode mode = QSystemSemaphoreMode.Open) =>
        SetNativeKey(key, initialValue, mode);

    /// <summary>Gets the key, or null when none is set, or a native one. An empty one reads back as null, as in Qt.</summary>
    public string? Key
    {
        get
        {
            lock (_gate)
            {
                return _key.LegacyKey;
            }
        }
    }

    /// <summary>Gets the key with its mechanism; its <see cref="IpcKey.NativeSemaphoreName"/> is the semaphore's name.</summary>
    public IpcKey NativeIpcKey
    {
        get
        {
            lock (_gate)
            {
                return _key;
            }
        }
    }

    /// <summary>Gets what the last failed call failed of. A call that succeeds clears it.</summary>
    public SystemSemaphoreError Error { get; private set; }

    /// <summary>Gets Qt's text for <see cref="Error"/>, or null when there is none.</summary>
    public string? ErrorString { get; private set; }

    /// <summary>
    /// Gets or sets the id of another user whose semaphore this object uses as if it were its own user's; null, the default, for none. It
    /// counts from the next time that a semaphore is opened: when a key is set, or at the next call after opening failed. Qt has no such
    /// property: it uses whatever its user may open. See <see cref="SharedMemoryOptions.TrustedOwner"/>.
    /// </summary>
    public uint? TrustedOwner
    {
        get
        {
            lock (_gate)
            {
                return field;
            }
        }

        set
        {
            lock (_gate)
            {
                field = value;
            }
        }
    }

    /// <summary>
    /// Gets or sets the longest time to wait for others while a semaphore is opened, 30 seconds by default. It counts from the next time, as
    /// <see cref="TrustedOwner"/> does; <see cref="Acquire(TimeSpan, CancellationToken)"/> waits no longer than its own time for that either.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    public TimeSpan OpenTimeout
    {
        get
        {
            lock (_gate)
            {
                return field;
            }
        }

        set
        {
            Check.Timeout(value);
            lock (_gate)
            {
                field = value;
            }
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets whether this system has a mechanism.</summary>
    /// <param name="type">The mechanism.</param>
    public static bool IsKeyTypeSupported(IpcKeyType type) => IpcKey.IsTypeSupported(type);

    /// <summary>Makes the semaphore's key from a text that every system takes (Qt 6.6), of the system's own mechanism.</summary>
    /// <inheritdoc cref="IpcKey.PlatformSafe(string)"/>
    public static IpcKey PlatformSafeKey(string key) => PlatformSafeKey(key, IpcKey.DefaultType);

    /// <summary>Makes the semaphore's key from a text that every system takes (Qt 6.6).</summary>
    /// <inheritdoc cref="IpcKey.PlatformSafe(string, IpcKeyType)"/>
    public static IpcKey PlatformSafeKey(string key, IpcKeyType type) => IpcKey.PlatformSafeSemaphore(key, type);

    /// <summary>Makes the key that <see cref="SetKey"/> uses.</summary>
    /// <inheritdoc cref="IpcKey.Legacy(string)"/>
    public static IpcKey LegacyNativeKey(string key) => LegacyNativeKey(key, IpcKey.LegacyDefaultType);

    /// <summary>Makes the key that <see cref="SetKey"/> would use with another mechanism (Qt 6.6).</summary>
    /// <inheritdoc cref="IpcKey.Legacy(string, IpcKeyType)"/>
    public static IpcKey LegacyNativeKey(string key, IpcKeyType type) => IpcKey.LegacySemaphore(key, type);

    /// <summary>Lets go of the present semaphore and opens or makes the one of another key.</summary>
    /// <param name="key">The key, as given to <c>QSystemSemaphore</c> on the other side; null or empty for none.</param>
    /// <param name="initialValue">How many units are free at first, if the semaphore is made.</param>
    /// <param name="mode">What is expected. With <see cref="QSystemSemaphoreMode.Open"/>, the same key changes nothing.</param>
    public void SetKey(string? key, int initialValue = 0, QSystemSemaphoreMode mode = QSystemSemaphoreMode.Open) =>
        SetNativeKey(LegacyNativeKey(key ?? string.Empty), initialValue, mode);

    /// <summary>Lets go of the present semaphore and opens or makes the one of another key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="initialValue">How many units are free at first, if the semaphore is made.</param>
    /// <param name="mode">What is expected. With <see cref="QSystemSemaphoreMode.Open"/>, the same key changes nothing.</param>
    [SuppressMessage("ApiDesign", "RS0026", Justification = "Qt's overloads; they differ in the first parameter.")]
    public void SetNativeKey(IpcKey key, int initialValue = 0, QSystemSemaphoreMode mode = QSystemSemaphoreMode.Open)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            if (key == _key && mode == QSystemSemaphoreMode.Open)
            {
                return;
            }

            _session?.Dispose();
            (_session, _key, _initialValue) = (null, key, initialValue);
            ClearError();
            if (!key.IsEmpty || mode == QSystemSemaphoreMode.Create)
            {
                _ = TryOpen(mode, Timeout.InfiniteTimeSpan, CancellationToken.None);
            }
        }
    }

    /// <summary>Lets go of the present semaphore and opens or makes the one of a name as the mechanism knows it.</summary>
    /// <param name="nativeKey">The name: on System V the path of a key file.</param>
    /// <param name="initialValue">How many units are free at first, if the semaphore is made.</param>
    /// <param name="mode">What is expected. With <see cref="QSystemSemaphoreMode.Open"/>, the same key changes nothing.</param>
    /// <param name="type">The mechanism; that of plain strings when it is not given.</param>
    [SuppressMessage("ApiDesign", "RS0026", Justification = "Qt's overloads; they differ in the first parameter.")]
    public void SetNativeKey(
        string nativeKey, int initialValue = 0, QSystemSemaphoreMode mode = QSystemSemaphoreMode.Open, IpcKeyType? type = null) =>
        SetNativeKey(IpcKey.Native(nativeKey, type ?? IpcKey.LegacyDefaultType), initialValue, mode);

    /// <summary>Takes one unit, waiting for it without limit. Blocks.</summary>
    /// <inheritdoc cref="Acquire(TimeSpan, CancellationToken)"/>
    public bool Acquire() => Acquire(Timeout.InfiniteTimeSpan);

    /// <summary>Takes one unit, waiting for it for a limited time. Blocks, unless the time is zero.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether a unit was taken. False sets <see cref="Error"/>, except that none was free in time, which is no error.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public bool Acquire(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        while (true)
        {
            SemaphoreSession session;
            lock (_gate)
            {
                if (!IsOpen(timeout, cancellationToken))
                {
                    return false;
                }

                session = _session;
            }

            var outcome = session.Acquire(timeout, cancellationToken, out var failure);
            if (outcome == LockOutcome.Canceled)
            {
                // Otherwise the key was changed or the object disposed meanwhile: start anew.
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            lock (_gate)
            {
                if (outcome == LockOutcome.Failed)
                {
                    return Fail(failure, "sem_wait");
                }

                ClearError();
                return outcome == LockOutcome.Acquired;
            }
        }
    }

    /// <summary>Adds units: all of them or none.</summary>
    /// <param name="n">How many. None is true; a negative number is false with a warning to <see cref="Trace"/>.</param>
    /// <returns>Whether they were added; otherwise <see cref="Error"/> tells why not.</returns>
    public bool Release(int n = 1)
    {
        if (n < 0)
        {
            Trace.TraceWarning("QSystemSemaphore::release: n is negative.");
        }

        if (n <= 0)
        {
            return n == 0;
        }

        lock (_gate)
        {
            if (!IsOpen(Timeout.InfiniteTimeSpan, CancellationToken.None))
            {
                return false;
            }

            _ = _session.TryRelease(n, out var result);
            if (!result.Succeeded)
            {
                return Fail(result, "sem_post");
            }

            ClearError();
            return true;
        }
    }

    /// <summary>Lets go of the semaphore, and removes it if nobody else uses it. Units that were taken stay taken.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _session?.Dispose();
            _session = null;
        }
    }

    /// <summary>Gets whether there is a semaphore, trying again where that failed before. The caller is in the gate.</summary>
    [MemberNotNullWhen(true, nameof(_session))]
    private bool IsOpen(TimeSpan timeout, CancellationToken cancellation)
    {
        ThrowIfDisposed();
        return _session is not null || TryOpen(QSystemSemaphoreMode.Open, timeout, cancellation);
    }

    [MemberNotNullWhen(true, nameof(_session))]
    private bool TryOpen(QSystemSemaphoreMode mode, TimeSpan timeout, CancellationToken cancellation)
    {
        if (_key.IsEmpty)
        {
            return Fail(SystemSemaphoreError.KeyError, QSystemSemaphoreErrorText.EmptyKey(_key.Type));
        }

        if (!IsKeyTypeSupported(_key.Type))
        {
            return Fail(SystemSemaphoreError.KeyError, QSystemSemaphoreErrorText.UnsupportedType);
        }

        // On System V, Qt leaves a new semaphore as it is then, which is 0.
        if (_initialValue < 0 && !_key.Type.IsSystemV())
        {
            return Fail(SystemSemaphoreError.UnknownError, QSystemSemaphoreErrorText.BadInitialValue(_key.Type));
        }

        var demand = mode == QSystemSemaphoreMode.Create ? SemaphoreDemand.Renew : SemaphoreDemand.CreateOrOpen;
        var isHasty = timeout != Timeout.InfiniteTimeSpan && (OpenTimeout == Timeout.InfiniteTimeSpan || timeout < OpenTimeout);
        var options = new SystemSemaphoreOptions { TrustedOwner = TrustedOwner, OpenTimeout = isHasty ? timeout : OpenTimeout };
        var result = SemaphoreSession.Open(_key, demand, Math.Max(0, _initialValue), options, out _session, cancellation);
        return _session is not null || Fail(result, string.Empty);
    }

    private bool Fail(IpcResult failure, string call) =>
        Fail(SemaphoreFailure.Translate(failure.Error), QSystemSemaphoreErrorText.For(_key.Type, failure, call));

    private bool Fail(SystemSemaphoreError error, string text)
    {
        (Error, ErrorString) = (error, text);
        return false;
    }

    private void ClearError() => (Error, ErrorString) = (SystemSemaphoreError.NoError, null);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
