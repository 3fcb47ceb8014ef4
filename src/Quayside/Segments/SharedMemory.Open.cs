// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Errors;
using Quayside.Internal;
using Quayside.Platform.Keyed;
using Quayside.Segments;

namespace Quayside;

/// <content>How segments are made, found and removed. Each of these is one critical section under the key's lock.</content>
public sealed partial class SharedMemory
{
    /// <summary>Makes a segment that was not there before, filled with zeroes. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">
    /// A segment is there already (<see cref="SharedMemoryError.AlreadyExists"/>; the message tells whether anybody still uses it), there
    /// is no room, the key file cannot be made, the key belongs to another user, or the lock was not free in time. Nothing has changed.
    /// </exception>
    public static SharedMemory Create(
        IpcKey key, long size, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check.Size(size);
        return Open(SegmentDemand.Create, "create", key, size, options, cancellationToken);
    }

    /// <summary>Attaches to the segment that is there, for reading and writing. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <inheritdoc cref="Attach(IpcKey, SharedMemoryOptions, CancellationToken)"/>
    public static SharedMemory Attach(IpcKey key) => Attach(key, SharedMemoryOptions.Default);

    /// <summary>Attaches to the segment that is there. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="access">What to do with the segment.</param>
    /// <inheritdoc cref="Attach(IpcKey, SharedMemoryOptions, CancellationToken)"/>
    public static SharedMemory Attach(IpcKey key, SharedMemoryAccess access) => Attach(key, new SharedMemoryOptions { Access = access });

    /// <summary>Attaches to the segment that is there. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">
    /// Nothing is there (<see cref="SharedMemoryError.NotFound"/>), it belongs to another user, or the lock was not free in time.
    /// </exception>
    public static SharedMemory Attach(IpcKey key, SharedMemoryOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(SegmentDemand.Attach, "attach", key, 0, options, cancellationToken);
    }

    /// <summary>Attaches to the segment if one is there. Waits for the key's lock, but not when there is nothing to attach.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="memory">The segment.</param>
    /// <returns>Whether a segment was there.</returns>
    /// <inheritdoc cref="TryAttach(IpcKey, SharedMemoryOptions, out SharedMemory?, CancellationToken)"/>
    public static bool TryAttach(IpcKey key, [NotNullWhen(true)] out SharedMemory? memory) =>
        TryAttach(key, SharedMemoryOptions.Default, out memory);

    /// <summary>Attaches to the segment if one is there. Waits for the key's lock, but not when there is nothing to attach.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="access">What to do with the segment.</param>
    /// <param name="memory">The segment.</param>
    /// <returns>Whether a segment was there.</returns>
    /// <inheritdoc cref="TryAttach(IpcKey, SharedMemoryOptions, out SharedMemory?, CancellationToken)"/>
    public static bool TryAttach(IpcKey key, SharedMemoryAccess access, [NotNullWhen(true)] out SharedMemory? memory) =>
        TryAttach(key, new SharedMemoryOptions { Access = access }, out memory);

    /// <summary>Attaches to the segment if one is there. Waits for the key's lock, but not when there is nothing to attach.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="memory">The segment.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>Whether a segment was there.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">The segment belongs to another user, or the lock was not free in time.</exception>
    public static bool TryAttach(
        IpcKey key,
        SharedMemoryOptions options,
        [NotNullWhen(true)] out SharedMemory? memory,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        memory = TryOpen(SegmentDemand.Attach, key, 0, options, fill: null, out var failure, cancellationToken);
        return memory is not null
            || (failure!.Error == SharedMemoryError.NotFound ? false : throw new SharedMemoryException("attach", key, failure));
    }

    /// <summary>Attaches to the segment that is there, or makes one. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="size">Size in bytes of a new segment, at least 1, and the least size of one that is there.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <remarks>
    /// A segment whose users all crashed is recovered with its contents if it is large enough, else replaced;
    /// <see cref="Origin"/> tells what happened.
    /// </remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">
    /// The segment that is there is in use and smaller (<see cref="SharedMemoryError.InvalidSize"/>), or as for
    /// <see cref="Create"/>. Nothing has changed.
    /// </exception>
    public static SharedMemory CreateOrAttach(
        IpcKey key, long size, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check.Size(size);
        return Open(SegmentDemand.CreateOrAttach, "create or attach", key, size, options, cancellationToken);
    }

    /// <summary>Makes a segment of exactly this size under the key, whatever is there. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="options">Access and patience.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <remarks>
    /// Processes that are still attached to an earlier segment keep it and its contents until they detach; whoever attaches from now on
    /// finds the new one. Room is made sure of before the earlier segment goes.
    /// </remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">As for <see cref="Create"/>, less that a segment is there.</exception>
    public static SharedMemory Replace(
        IpcKey key, long size, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check.Size(size);
        return Open(SegmentDemand.Replace, "replace", key, size, options, cancellationToken);
    }

    /// <summary>Makes a segment under the key with these bytes, whatever is there. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="fill">
    /// Writes the bytes, all zero before, into a span of the segment that is valid during the call. It runs under the lock, so nobody
    /// sees the segment empty or half written. When it throws, nothing has changed, and what it threw comes through.
    /// </param>
    /// <param name="options">Patience; access is reading and writing.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <remarks>As <see cref="Replace"/>, writing the bytes under <see cref="Lock"/>, in one critical section.</remarks>
    /// <inheritdoc cref="Replace"/>
    public static SharedMemory Publish(
        IpcKey key,
        int size,
        Action<Span<byte>> fill,
        SharedMemoryOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        Check.Size(size);
        ArgumentNullException.ThrowIfNull(fill);
        return PublishFilled(key, size, region => fill(region.Slice(0, size)), options, cancellationToken);
    }

    /// <summary>Takes the segment's name away, for instance from one that a crash left. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="options">Patience.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>Whether there was a segment.</returns>
    /// <remarks>Processes that are still attached keep the memory until they detach.</remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">The segment belongs to another user, or the lock was not free in time.</exception>
    public static bool Remove(IpcKey key, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= SharedMemoryOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        options.Validate();
        using var session = new SegmentSession(key, options);
        var failure = session.Remove(cancellationToken, out var removed);
        return failure is null ? removed : throw new SharedMemoryException("remove", key, failure);
    }

    /// <summary>Frees a lock whose holder died without giving it back. Does not wait.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="force">Whether to free it even though its holder lives, or cannot be told; two may then be inside at once.</param>
    /// <param name="options">Whose locks may be freed: <see cref="SharedMemoryOptions.TrustedOwner"/>.</param>
    /// <returns>Whether the lock was held; false when it was free.</returns>
    /// <remarks>
    /// The kernel frees System V locks by itself. POSIX and Windows know no such thing: a process that dies inside leaves the lock held
    /// for ever. What it was writing may be half written. Never done without being asked for.
    /// </remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="SharedMemoryException">
    /// The holder lives, or whether it does cannot be told (<see cref="SharedMemoryError.LockError"/>), or the lock belongs to another user
    /// (<see cref="SharedMemoryError.PermissionDenied"/>); nothing has changed.
    /// </exception>
    public static bool BreakLock(IpcKey key, bool force = false, SharedMemoryOptions? options = null)
    {
        options ??= SharedMemoryOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        options.Validate();
        using var session = new SegmentSession(key, options);
        if (session.JudgeLock() is { } refused)
        {
            throw new SharedMemoryException("break the lock of", key, refused);
        }

        return session.TryBreakLock(force, out var holder)
            ? holder.State != HolderState.None
            : throw new SharedMemoryException("break the lock of", key, SegmentFailure.OfBreaking(holder));
    }

    private static SharedMemory Open(
        SegmentDemand demand, string operation, IpcKey key, long size, SharedMemoryOptions? options, CancellationToken cancellationToken) =>
        TryOpen(demand, key, size, options ?? SharedMemoryOptions.Default, fill: null, out var failure, cancellationToken)
            ?? throw new SharedMemoryException(operation, key, failure!, size);

    private static SharedMemory? TryOpen(
        SegmentDemand demand,
        IpcKey key,
        long size,
        SharedMemoryOptions options,
        SegmentFill? fill,
        out SegmentFailure? failure,
        CancellationToken cancellationToken)
    {
        IpcKey.ThrowIfEmpty(key);
        options.Validate();
        var session = new SegmentSession(key, options);
        Attachment? attachment = null;
        try
        {
            failure = session.Obtain(demand, size, options.Access, fill, cancellationToken, out attachment, out var origin);
            return attachment is null ? null : new SharedMemory(session, attachment, options.Access, origin);
        }
        finally
        {
            if (attachment is null)
            {
                session.Dispose();
            }
        }
    }
}
