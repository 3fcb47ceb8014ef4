// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Segments;

namespace Quayside;

/// <summary>A segment of shared memory under a key, attached to this process until it is disposed.</summary>
/// <remarks>
/// <para>
/// Byte for byte and lock for lock what QSharedMemory is on the same key: a Qt program can be on the other side. The segment has no
/// header; all its bytes are the user's.
/// </para>
/// <para>
/// All members are safe to use from several threads. Disposing is safe at any time: no new scope is given out from then on, waits for
/// the lock end with <see cref="ObjectDisposedException"/>, and the memory is unmapped when the last open scope is closed.
/// </para>
/// <para>
/// The last process to detach removes the segment, its lock and its key files. If a process dies, the kernel detaches it, and on System V
/// frees the lock it held (elsewhere see <see cref="BreakLock"/>); a segment whose users all died stays, with its contents, until somebody
/// recovers it (<see cref="Attach(IpcKey)"/>, <see cref="CreateOrAttach"/>), replaces it (<see cref="Replace"/>) or removes it
/// (<see cref="Remove"/>). On Windows it goes with its last user.
/// </para>
/// </remarks>
public sealed partial class SharedMemory : IDisposable
{
    private readonly SegmentSession _session;
    private readonly Attachment _attachment;
    private LockScope? _idleScope;
    private int _lockingThread;

    private SharedMemory(SegmentSession session, Attachment attachment, SharedMemoryAccess access, SharedMemoryOrigin origin)
    {
        _session = session;
        _attachment = attachment;
        Access = access;
        Origin = origin;
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _session.Key;

    /// <summary>Gets the size in bytes, exactly as it was asked for when the segment was made; on Windows rounded up to whole pages.</summary>
    public long Size => _attachment.Region.Length;

    /// <summary>
    /// Gets the size asked for in bytes where it is known: always except for an attached segment on Windows, which is a multiple of pages.
    /// </summary>
    public long? RequestedSize => _attachment.Segment.RequestedSize;

    /// <summary>Gets what this process may do with the segment.</summary>
    public SharedMemoryAccess Access { get; }

    /// <summary>Gets whether the segment was made, found, recovered after a crash, or put in the place of another one.</summary>
    public SharedMemoryOrigin Origin { get; }

    /// <summary>Waits for the lock and takes it. Blocks.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A scope; the lock is given back when it is disposed.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="LockRecursionException">This thread holds the lock already, and would wait for itself.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    /// <exception cref="SharedMemoryException">The system refused; the lock's key file may not be writable any more.</exception>
    /// <remarks>
    /// The lock is QSharedMemory's. It belongs to the process: it is freed when the process dies, and nobody is told that the data
    /// may be half written then. Dispose the scope on the thread that took it; use <see cref="LockAsync"/> where that is not so.
    /// </remarks>
    public SharedMemoryLock Lock(CancellationToken cancellationToken = default)
    {
        _ = TryLock(Timeout.InfiniteTimeSpan, out var held, cancellationToken);
        return held;
    }

    /// <summary>Waits for the lock for a limited time. Blocks, unless the time is zero.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="held">The scope, when the lock was taken.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the lock was taken; false when it was not free in time.</returns>
    /// <inheritdoc cref="Lock"/>
    public bool TryLock(TimeSpan timeout, out SharedMemoryLock held, CancellationToken cancellationToken = default)
    {
        var thread = Environment.CurrentManagedThreadId;
        if (Volatile.Read(ref _lockingThread) == thread)
        {
            throw new LockRecursionException(
                $"This thread already holds the lock of the shared memory '{Key.Display}'. Use the scope that it has, or dispose it first.");
        }

        if (!TryEnter(timeout, thread, out held, cancellationToken))
        {
            return false;
        }

        Volatile.Write(ref _lockingThread, thread);
        return true;
    }

    /// <summary>Waits for the lock without blocking the caller. The scope may be disposed on any thread.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A scope; the lock is given back when it is disposed.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    /// <exception cref="SharedMemoryException">The system refused; the lock's key file may not be writable any more.</exception>
    /// <remarks>
    /// The kernel offers no asynchronous wait for this lock: while it is not free, each waiter costs one thread. A scope belongs to no
    /// thread, so a caller that holds one and asks for another waits for itself, until it is canceled; a token with a time
    /// (<see cref="CancellationTokenSource.CancelAfter(TimeSpan)"/>) bounds the wait.
    /// </remarks>
    public ValueTask<SharedMemoryLock> LockAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SharedMemoryLock>(cancellationToken);
        }

        return TryEnter(TimeSpan.Zero, thread: 0, out var held, CancellationToken.None)
            ? new ValueTask<SharedMemoryLock>(held)
            : new ValueTask<SharedMemoryLock>(Task.Factory.StartNew(
                () =>
                {
                    _ = TryEnter(Timeout.InfiniteTimeSpan, thread: 0, out var waited, cancellationToken);
                    return waited;
                },
                cancellationToken,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default));
    }

    /// <summary>Keeps the mapping alive without taking the lock, for data that needs none.</summary>
    /// <returns>A scope over the segment's bytes.</returns>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public SharedMemoryView Pin()
    {
        AddPin();
        return new SharedMemoryView(this);
    }

    /// <summary>Gets a part of the segment for APIs that take <see cref="Memory{T}"/>.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="InvalidOperationException">The segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    /// <remarks>
    /// Takes no lock. Dispose the object only when nobody uses a span of this memory any more; <see cref="Memory{T}.Pin"/> puts the
    /// unmapping off. After that, using the memory throws <see cref="ObjectDisposedException"/>.
    /// </remarks>
    public Memory<byte> AsMemory(long offset, int length)
    {
        using var view = Pin();
        _ = view.Slice(offset, length);
        return new PinnedMemoryManager(this, offset, length).Memory;
    }

    /// <summary>Gets a part of the segment for APIs that take <see cref="ReadOnlyMemory{T}"/>.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    /// <remarks>As for <see cref="AsMemory"/>.</remarks>
    public ReadOnlyMemory<byte> AsReadOnlyMemory(long offset, int length)
    {
        using var view = Pin();
        _ = view.ReadOnlySlice(offset, length);
        return new PinnedMemoryManager(this, offset, length).Memory;
    }

    /// <summary>Opens the segment as a stream of fixed length, for sequential access and for more than 2 GiB.</summary>
    /// <returns>A stream at position 0 that takes no lock and does not own the segment.</returns>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public Stream OpenStream()
    {
        ObjectDisposedException.ThrowIf(_attachment.IsClosed, this);
        return new SharedMemoryStream(this);
    }

    /// <summary>Detaches, as soon as no scope is open; the last process to do so removes the segment, its lock and its key files.</summary>
    /// <remarks>
    /// A segment that neither Qt nor Quayside made stays: it had no lock before this process came. <see cref="Read{T}"/> reads without ever removing.
    /// Waits up to 2 seconds for the lock. If it is held for longer, the segment is only unmapped; whoever is attached cleans up, and if
    /// nobody is, it stays as a crash would leave it.
    /// </remarks>
    public void Dispose()
    {
        _session.Dispose();
        if (_attachment.Close())
        {
            _session.DetachOnLeaving(_attachment);
        }
    }

    internal Platform.Memory.MappedRegion Region => _attachment.Region;

    internal void AddPin() => ObjectDisposedException.ThrowIf(!_attachment.TryPin(), this);

    internal void RemovePin()
    {
        if (_attachment.Unpin())
        {
            _session.DetachOnLeaving(_attachment);
        }
    }

    /// <summary>Ends a lock scope; called by the scope once.</summary>
    internal bool Release(LockScope scope, LockTicket ticket, int thread)
    {
        if (thread != 0)
        {
            _ = Interlocked.CompareExchange(ref _lockingThread, 0, thread);
        }

        Volatile.Write(ref _idleScope, scope);

        // The last scope of a disposed object detaches under the very lock it holds.
        return _attachment.Unpin() ? _session.DetachAndLeave(_attachment, ticket) : _session.Exit(ticket);
    }

    private bool TryEnter(TimeSpan timeout, int thread, out SharedMemoryLock held, CancellationToken cancellationToken)
    {
        Check.Timeout(timeout);
        held = default;
        AddPin();
        var outcome = LockOutcome.Failed;

        // Before the lock is taken: from then on nothing may throw, or nobody would give it back.
        var scope = Interlocked.Exchange(ref _idleScope, null) ?? new LockScope(this);
        try
        {
            outcome = _session.Enter(timeout, mustBeCurrent: false, cancellationToken, out var ticket, out var failure);
            switch (outcome)
            {
                case LockOutcome.Acquired:
                    held = scope.Begin(ticket, thread);
                    return true;

                case LockOutcome.TimedOut:
                    return false;

                case LockOutcome.Canceled:
                    cancellationToken.ThrowIfCancellationRequested();
                    throw new ObjectDisposedException(nameof(SharedMemory));

                default:
                    throw new SharedMemoryException("lock", Key, failure!);
            }
        }
        finally
        {
            if (outcome != LockOutcome.Acquired)
            {
                Volatile.Write(ref _idleScope, scope);
                RemovePin();
            }
        }
    }
}
