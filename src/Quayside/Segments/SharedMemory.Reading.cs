// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Errors;
using Quayside.Internal;
using Quayside.Platform.Keyed;
using Quayside.Platform.Memory;
using Quayside.Segments;

namespace Quayside;

/// <content>Reading without staying: lock, attach, read, detach and unlock in one critical section. Nothing is removed, not even what a crash left.</content>
public sealed partial class SharedMemory
{
    private const int CopyStep = 1 << 20;

    /// <summary>Reads the segment that is there, under the key's lock, and leaves it as it is. Waits for the key's lock.</summary>
    /// <typeparam name="T">What is made of the bytes.</typeparam>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="read">Reads the bytes, in a span that is valid during the call. All others wait for its end, so copy what takes long.</param>
    /// <param name="options">Patience, and whose segment is welcome; access is reading.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>What <paramref name="read"/> returned.</returns>
    /// <remarks>
    /// The taking side of Qt's protocol in one step. Because it is one critical section, no other process finds this one attached: a provider
    /// that detaches and creates again does not meet AlreadyExists, and what a crashed provider left stays for the next reader.
    /// </remarks>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="InvalidOperationException">The segment is larger than 2 GiB; see <see cref="CopyTo"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="SharedMemoryException">
    /// Nothing is there (<see cref="SharedMemoryError.NotFound"/>), it belongs to another user, or the lock was not free in time.
    /// </exception>
    public static T Read<T>(
        IpcKey key, Func<ReadOnlySpan<byte>, T> read, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        return TryReadRegion(key, region => read(region.ReadOnlySlice(0, SpanLength.Of(region))), options, out var value, cancellationToken) is { } failure
            ? throw new SharedMemoryException("read", key, failure)
            : value!;
    }

    /// <summary>Reads the segment if one is there, under the key's lock, and leaves it as it is. Waits for the key's lock, but not when there is nothing.</summary>
    /// <typeparam name="T">What is made of the bytes.</typeparam>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="read">Reads the bytes, in a span that is valid during the call.</param>
    /// <param name="value">What <paramref name="read"/> returned, when there was a segment.</param>
    /// <param name="options">Patience, and whose segment is welcome; access is reading.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <returns>Whether a segment was there.</returns>
    /// <exception cref="SharedMemoryException">It belongs to another user, or the lock was not free in time.</exception>
    /// <inheritdoc cref="Read"/>
    public static bool TryRead<T>(
        IpcKey key,
        Func<ReadOnlySpan<byte>, T> read,
        [MaybeNullWhen(false)] out T value,
        SharedMemoryOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var failure = TryReadRegion(key, region => read(region.ReadOnlySlice(0, SpanLength.Of(region))), options, out value, cancellationToken);
        return failure is null || (failure.Error == SharedMemoryError.NotFound ? false : throw new SharedMemoryException("read", key, failure));
    }

    /// <summary>Copies the segment that is there into a stream, whatever its size, and leaves it as it is. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="destination">Where to. All others wait until it has taken the bytes, so let it be a file or memory, not a slow pipe.</param>
    /// <param name="options">Patience, and whose segment is welcome; access is reading.</param>
    /// <param name="cancellationToken">Ends the wait for the lock, and the copy.</param>
    /// <returns>How many bytes were copied: the size of the segment.</returns>
    /// <exception cref="IOException">The stream does not take them.</exception>
    /// <inheritdoc cref="Read"/>
    public static long CopyTo(IpcKey key, Stream destination, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var failure = TryReadRegion(key, region => Copy(region, destination, cancellationToken), options, out var length, cancellationToken);
        return failure is null ? length : throw new SharedMemoryException("read", key, failure);
    }

    /// <summary>Makes a segment under the key with the bytes of a stream, whatever is there and whatever its size. Waits for the key's lock.</summary>
    /// <param name="key">The key; a string means what it means to <c>QSharedMemory</c>.</param>
    /// <param name="content">Where the bytes come from. It is read under the lock, so let it be a file or memory, not a slow pipe.</param>
    /// <param name="size">How many bytes to read, at least 1: the size of the segment.</param>
    /// <param name="options">Patience; access is reading and writing.</param>
    /// <param name="cancellationToken">Ends the wait for the lock, and the copy.</param>
    /// <exception cref="EndOfStreamException">The stream has fewer bytes; nothing has changed.</exception>
    /// <exception cref="IOException">The stream cannot be read; nothing has changed.</exception>
    /// <inheritdoc cref="Publish(IpcKey, int, Action{Span{byte}}, SharedMemoryOptions?, CancellationToken)"/>
    public static SharedMemory PublishFrom(
        IpcKey key, Stream content, long size, SharedMemoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check.Size(size);
        ArgumentNullException.ThrowIfNull(content);
        return PublishFilled(key, size, region => Fill(region, content, cancellationToken), options, cancellationToken);
    }

    private static SharedMemory PublishFilled(IpcKey key, long size, SegmentFill fill, SharedMemoryOptions? options, CancellationToken cancellationToken)
    {
        var writable = (options ?? SharedMemoryOptions.Default) with { Access = SharedMemoryAccess.ReadWrite };
        return TryOpen(SegmentDemand.Replace, key, size, writable, fill, out var failure, cancellationToken)
            ?? throw new SharedMemoryException("publish", key, failure!, size);
    }

    private static SegmentFailure? TryReadRegion<T>(
        IpcKey key, Func<MappedRegion, T> read, SharedMemoryOptions? options, out T? value, CancellationToken cancellationToken)
    {
        options ??= SharedMemoryOptions.Default;
        IpcKey.ThrowIfEmpty(key);
        options.Validate();
        T? result = default;
        using var session = new SegmentSession(key, options);
        var failure = session.Read(segment => result = read(segment.Region), cancellationToken);
        value = result;
        return failure;
    }

    private static long Copy(MappedRegion region, Stream destination, CancellationToken cancellationToken)
    {
        for (long done = 0; done < region.Length; done += CopyStep)
        {
            cancellationToken.ThrowIfCancellationRequested();
            destination.Write(region.ReadOnlySlice(done, (int)Math.Min(CopyStep, region.Length - done)));
        }

        return region.Length;
    }

    private static void Fill(MappedRegion region, Stream content, CancellationToken cancellationToken)
    {
        for (long done = 0; done < region.Length; done += CopyStep)
        {
            cancellationToken.ThrowIfCancellationRequested();
            content.ReadExactly(region.Slice(done, (int)Math.Min(CopyStep, region.Length - done)));
        }
    }
}
