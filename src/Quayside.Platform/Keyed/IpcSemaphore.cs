// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>A counting semaphore under a native name, shared with Qt programs.</summary>
/// <remarks>
/// Thread-safe. Disposing closes this object's handle and, if it is the last user and the semaphore is not to persist, removes it. What
/// a dead process leaves is the backend's matter: System V gives back the units that the process took, the others do not.
/// </remarks>
internal abstract class IpcSemaphore : IDisposable
{
    /// <summary>Gets whether this object made the semaphore.</summary>
    public abstract bool IsNew { get; }

    /// <summary>Takes one unit.</summary>
    /// <param name="timeout">The longest time to wait; <see cref="TimeSpan.Zero"/> does not wait, <see cref="Timeout.InfiniteTimeSpan"/> waits on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="failure">What went wrong when the outcome is <see cref="LockOutcome.Failed"/>.</param>
    public abstract LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure);

    /// <summary>Adds units: all of them or none.</summary>
    /// <param name="count">How many, at least 1.</param>
    public abstract IpcResult Release(int count);

    /// <summary>Asks how many units are free now.</summary>
    public abstract IpcResult TryGetValue(out int value);

    /// <inheritdoc/>
    public abstract void Dispose();
}
