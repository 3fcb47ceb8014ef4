// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Segments;

namespace Quayside;

/// <summary>A scope in which this process holds the lock of a segment; the mapping stays alive in it.</summary>
/// <remarks>
/// Allocates nothing. Disposing twice is harmless, using it after disposal is an <see cref="ObjectDisposedException"/>. Spans are valid
/// until the scope is disposed. If the process dies in the scope, the kernel frees the lock; the data may then be half written.
/// </remarks>
public readonly struct SharedMemoryLock : IDisposable, IEquatable<SharedMemoryLock>
{
    private readonly LockScope? _scope;
    private readonly int _version;

    internal SharedMemoryLock(LockScope scope, int version)
    {
        _scope = scope;
        _version = version;
    }

    /// <summary>Gets all bytes of a segment of at most 2 GiB, for reading and writing.</summary>
    /// <exception cref="InvalidOperationException">The segment is attached read-only, or larger than a span can be.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public Span<byte> Span => Region.Slice(0, SpanLength.Of(Region));

    /// <summary>Gets all bytes of a segment of at most 2 GiB, for reading.</summary>
    /// <exception cref="InvalidOperationException">The segment is larger than a span can be.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public ReadOnlySpan<byte> ReadOnlySpan => Region.ReadOnlySlice(0, SpanLength.Of(Region));

    private Platform.Memory.MappedRegion Region =>
        (_scope ?? throw new ObjectDisposedException(nameof(SharedMemoryLock))).RegionFor(_version);

    /// <summary>Compares two scopes.</summary>
    public static bool operator ==(SharedMemoryLock left, SharedMemoryLock right) => left.Equals(right);

    /// <summary>Compares two scopes.</summary>
    public static bool operator !=(SharedMemoryLock left, SharedMemoryLock right) => !left.Equals(right);

    /// <summary>Gets a part of the segment, for reading and writing.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="InvalidOperationException">The segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public Span<byte> Slice(long offset, int length) => Region.Slice(offset, length);

    /// <summary>Gets a part of the segment, for reading.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public ReadOnlySpan<byte> ReadOnlySlice(long offset, int length) => Region.ReadOnlySlice(offset, length);

    /// <summary>Copies bytes of the segment to a buffer.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Where to; as many bytes are copied as it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public void CopyTo(long offset, Span<byte> destination) => ReadOnlySlice(offset, destination.Length).CopyTo(destination);

    /// <summary>Copies bytes of the segment to another segment, or to another place of this one: any number of them, and they may overlap.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">A view of the other segment. Hold its lock too where others read it.</param>
    /// <param name="destinationOffset">First byte to overwrite there.</param>
    /// <param name="length">Number of bytes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside their segments; nothing has been copied.</exception>
    /// <exception cref="InvalidOperationException">The other segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public void CopyTo(long offset, SharedMemoryView destination, long destinationOffset, long length) =>
        Region.CopyTo(offset, destination.Region, destinationOffset, length);

    /// <summary>Copies a buffer into the segment.</summary>
    /// <param name="offset">First byte to overwrite.</param>
    /// <param name="source">What to copy; all of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the segment; nothing has been copied.</exception>
    /// <exception cref="InvalidOperationException">The segment is attached read-only.</exception>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public void CopyFrom(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Slice(offset, source.Length));

    /// <summary>Gives the lock back, as <see cref="Dispose"/> does, and tells whether it protected the data all the time.</summary>
    /// <returns>
    /// False when another process removed or reset the lock while it was held, as Qt does when the object that made it goes, and in
    /// every create(): somebody else may have been inside at the same time.
    /// </returns>
    public bool Release() => _scope is null || _scope.End(_version);

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _ = Release();

    /// <inheritdoc/>
    public bool Equals(SharedMemoryLock other) => _scope == other._scope && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SharedMemoryLock other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scope, _version);
}
