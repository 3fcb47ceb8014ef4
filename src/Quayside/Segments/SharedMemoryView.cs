// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;

namespace Quayside;

/// <summary>A scope in which the mapping of a segment stays alive, without the lock.</summary>
/// <remarks>Not to be copied: each view from <see cref="SharedMemory.Pin"/> is disposed once. Spans are valid until then.</remarks>
public ref struct SharedMemoryView : IDisposable
{
    private SharedMemory? _memory;

    internal SharedMemoryView(SharedMemory memory) => _memory = memory;

    /// <summary>Gets all bytes of a segment of at most 2 GiB, for reading and writing.</summary>
    /// <exception cref="InvalidOperationException">The segment is attached read-only, or larger than a span can be.</exception>
    /// <exception cref="ObjectDisposedException">The view has been disposed.</exception>
    public readonly Span<byte> Span => Region.Slice(0, SpanLength.Of(Region));

    /// <summary>Gets all bytes of a segment of at most 2 GiB, for reading.</summary>
    /// <exception cref="InvalidOperationException">The segment is larger than a span can be.</exception>
    /// <exception cref="ObjectDisposedException">The view has been disposed.</exception>
    public readonly ReadOnlySpan<byte> ReadOnlySpan => Region.ReadOnlySlice(0, SpanLength.Of(Region));

    internal readonly Platform.Memory.MappedRegion Region =>
        (_memory ?? throw new ObjectDisposedException(nameof(SharedMemoryView))).Region;

    /// <summary>Gets a part of the segment, for reading and writing.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="InvalidOperationException">The segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">The view has been disposed.</exception>
    public readonly Span<byte> Slice(long offset, int length) => Region.Slice(offset, length);

    /// <summary>Gets a part of the segment, for reading.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="ObjectDisposedException">The view has been disposed.</exception>
    public readonly ReadOnlySpan<byte> ReadOnlySlice(long offset, int length) => Region.ReadOnlySlice(offset, length);

    /// <summary>Copies bytes of the segment to a buffer.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Where to; as many bytes are copied as it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="ObjectDisposedException">A view has been disposed.</exception>
    public readonly void CopyTo(long offset, Span<byte> destination) => ReadOnlySlice(offset, destination.Length).CopyTo(destination);

    /// <summary>Copies bytes of the segment to another segment, or to another place of this one: any number of them, and they may overlap.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">A view of the other segment. Hold its lock too where others read it.</param>
    /// <param name="destinationOffset">First byte to overwrite there.</param>
    /// <param name="length">Number of bytes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside their segments; nothing has been copied.</exception>
    /// <exception cref="InvalidOperationException">The other segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">A view has been disposed.</exception>
    public readonly void CopyTo(long offset, SharedMemoryView destination, long destinationOffset, long length) =>
        Region.CopyTo(offset, destination.Region, destinationOffset, length);

    /// <summary>Copies a buffer into the segment.</summary>
    /// <param name="offset">First byte to overwrite.</param>
    /// <param name="source">What to copy; all of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment; nothing has been copied.</exception>
    /// <exception cref="InvalidOperationException">The segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">A view has been disposed.</exception>
    public readonly void CopyFrom(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Slice(offset, source.Length));

    /// <summary>Lets go of the mapping.</summary>
    public void Dispose()
    {
        _memory?.RemovePin();
        _memory = null;
    }
}
