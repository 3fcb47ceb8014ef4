// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Locks;
using Quayside.Participants;

namespace Quayside;

/// <summary>A lock between processes that survives the death of its owner, and says so to the next one.</summary>
/// <remarks>
/// <para>
/// The owner is this object and not a thread, so the lock may be given back on another thread. To hold it across <c>await</c>, take it with
/// <see cref="EnterAsync"/>: <see cref="Enter"/> takes a thread that comes back for one that would wait for itself. Threads that share
/// the object exclude each other as well. Taking and giving back a free lock takes some nanoseconds and no system call.
/// </para>
/// <para>
/// An owner that is killed, at whatever instruction, or whose object is disposed while it holds the lock, leaves it to exactly one of those
/// who want it, who gets <see cref="RobustLockResult.Abandoned"/>. A process that is only stopped keeps the lock. A child that is
/// forked and does not exec keeps its parent's lock until it ends. The waits are fair to nobody in particular.
/// </para>
/// <para>
/// When all who had the lock open were killed, nobody is left to be told, and the next one to open it makes it anew. A lock over data that
/// outlasts the processes is <see cref="QuaysideSegmentOptions.Persistent"/>: then the next owner is told.
/// </para>
/// <para>All members are safe to use from several threads.</para>
/// </remarks>
public sealed class RobustLock : IDisposable
{
    private static readonly SegmentPlan _plan = new(SegmentKind.Lock, "RobustLock", LockLayout.Size);

    private readonly Membership _membership;
    private readonly LockCore _core;

    private RobustLock(Membership membership)
    {
        _membership = membership;
        _core = new LockCore(membership, membership.Body);
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _membership.Key;

    /// <summary>Gets whether the lock is held through this object, by whichever thread.</summary>
    public bool IsHeld => !_membership.HasLeft && _core.IsHeld;

    /// <summary>Opens a lock, and makes it if nobody has it open.</summary>
    /// <param name="key">Its key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">It cannot be opened or made.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives.</exception>
    public static RobustLock Open(IpcKey key, QuaysideSegmentOptions? options = null) =>
        new(Membership.Join(key, _plan, OpenDemand.OpenOrCreate, options));

    /// <summary>Waits for the lock and takes it. Blocks; no longer than its owner lives.</summary>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns><see cref="RobustLockResult.Acquired"/> or <see cref="RobustLockResult.Abandoned"/>.</returns>
    /// <exception cref="LockRecursionException">This thread holds the lock already, and would wait for itself.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public RobustLockResult Enter(CancellationToken cancellationToken = default) =>
        _core.TryEnter(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Waits for the lock for a limited time, and takes it. Blocks, unless the time is zero.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <inheritdoc cref="Enter" path="/exception"/>
    public RobustLockResult TryEnter(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.TryEnter(timeout, cancellationToken);
    }

    /// <summary>Waits for the lock and takes it, without blocking a thread.</summary>
    /// <remarks>
    /// The lock is held by this object, and by no thread or flow of calls: whoever waits in the flow that holds it waits for itself, until
    /// canceled. All waits of a process share one thread. Those of one object are served in order. Nothing is allocated when the lock is free.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns><see cref="RobustLockResult.Acquired"/> or <see cref="RobustLockResult.Abandoned"/>.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled; the lock was not taken.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public ValueTask<RobustLockResult> EnterAsync(CancellationToken cancellationToken = default) =>
        _core.TryEnterAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Waits for the lock for a limited time, and takes it, without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <inheritdoc cref="EnterAsync" path="/remarks|/exception"/>
    public ValueTask<RobustLockResult> TryEnterAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.TryEnterAsync(timeout, cancellationToken);
    }

    /// <summary>Gives the lock back, on any thread.</summary>
    /// <exception cref="SynchronizationLockException">It is not held through this object.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed; if it held the lock, that was abandoned.</exception>
    public void Leave() => _core.Leave();

    /// <summary>Says that the data are consistent again, after <see cref="RobustLockResult.Abandoned"/>.</summary>
    /// <exception cref="SynchronizationLockException">The lock is not held through this object.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public void MarkConsistent() => _core.MarkConsistent();

    /// <summary>Leaves the segment; a lock that is held is abandoned. The last one to leave removes it.</summary>
    public void Dispose() => _membership.Dispose();
}
