// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.ExceptionServices;
using Quayside.Platform.Memory;

namespace Quayside;

/// <summary>Does a part of a work on two spans.</summary>
/// <param name="part">Which part, from 0.</param>
/// <param name="source">All of the source.</param>
/// <param name="destination">All of the destination. Other threads work on their parts of it.</param>
/// <param name="state">What the caller passed on.</param>
/// <typeparam name="TState">What the caller passes on.</typeparam>
public delegate void SpanPartAction<in TState>(int part, ReadOnlySpan<byte> source, Span<byte> destination, TState state);

/// <summary>Work on spans of large segments.</summary>
/// <remarks>
/// Thread-safe. Takes no lock: whoever calls it under a segment's lock keeps that until it returns. The spans may be any others too.
/// </remarks>
public static class SegmentSpans
{
    /// <summary>Copies bytes out of a segment that this process has attached but not read yet.</summary>
    /// <param name="segment">The bytes.</param>
    /// <param name="destination">At least as many.</param>
    /// <exception cref="ArgumentException">The destination is shorter; nothing has been copied.</exception>
    /// <exception cref="SharedMemoryException">
    /// A peer has truncated the segment's file, so bytes are gone (<see cref="SharedMemoryError.InvalidSize"/>; Linux). A touch of them would have
    /// ended the process (SIGBUS), and does so where a sandbox forbids the kernel's copy.
    /// </exception>
    /// <remarks>
    /// On Linux the kernel copies: it spares a page fault for every 4096 bytes, which costs more than copying them. For bytes that were
    /// read or written here before, <see cref="ReadOnlySpan{T}.CopyTo"/> takes half as long.
    /// </remarks>
    public static void Read(ReadOnlySpan<byte> segment, Span<byte> destination)
    {
        if (!KernelCopy.TryRead(segment, destination))
        {
            throw Gone();
        }
    }

    /// <summary>Copies bytes into a segment that has just been made, or that this process has attached but not read or written yet.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="segment">At least as many.</param>
    /// <exception cref="ArgumentException">The segment's span is shorter; nothing has been copied.</exception>
    /// <exception cref="SharedMemoryException">Bytes of the segment are gone, as for <see cref="Read"/>.</exception>
    /// <remarks>As <see cref="Read"/>.</remarks>
    public static void Write(ReadOnlySpan<byte> source, Span<byte> segment)
    {
        if (!KernelCopy.TryWrite(source, segment))
        {
            throw Gone();
        }
    }

    /// <summary>Calls an action once for each part of a work, on this thread and on those of the pool, in no order, and returns when all are done.</summary>
    /// <param name="parts">How many parts, at least 0.</param>
    /// <param name="source">What to read; may be empty.</param>
    /// <param name="destination">What to write; may be empty.</param>
    /// <param name="state">What the action needs besides.</param>
    /// <param name="action">Does one part. It keeps to that part of the destination: nobody else sees to it.</param>
    /// <typeparam name="TState">What the action needs besides.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 parts.</exception>
    /// <exception cref="SharedMemoryException">Bytes of a segment are gone, as calls of <see cref="Read"/> or <see cref="Write"/> found.</exception>
    /// <exception cref="AggregateException">Calls threw something else; parts that had not begun by then are left out.</exception>
    /// <remarks>No lambda can take a span along, so <see cref="Parallel"/> alone cannot work on one.</remarks>
    public static void ForEachPart<TState>(
        int parts, ReadOnlySpan<byte> source, Span<byte> destination, TState state, SpanPartAction<TState> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            PinnedSpans.For(parts, source, destination, (part, from, to) => action(part, from, to, state));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is SharedMemoryException))
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static SharedMemoryException Gone() => new(
        SharedMemoryError.InvalidSize,
        "Bytes of the segment are gone: another program has made its file shorter while this one was attached. Find that program, and attach again.");
}
