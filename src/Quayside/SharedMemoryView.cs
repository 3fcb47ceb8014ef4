// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Segments;

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

    private readonly Platform.Memory.MappedRegion Region =>
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

    /// <summary>Lets go of the mapping.</summary>
    public void Dispose()
    {
        _memory?.RemovePin();
        _memory = null;
    }
}
