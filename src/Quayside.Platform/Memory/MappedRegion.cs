// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Memory;

/// <summary>Shared memory mapped into this process, seen only through bounds-checked spans.</summary>
/// <remarks>
/// <para>Thread-safe. The finalizer unmaps a region that was never closed and touches nothing shared beyond that.</para>
/// <para>Safety: whoever takes a span must keep the region open while using it; the layer above does so by counting pins.</para>
/// </remarks>
internal abstract class MappedRegion : SafeHandle
{
    /// <summary>Takes over a mapping.</summary>
    /// <param name="address">Its first byte.</param>
    /// <param name="length">Its length in bytes, at least 1, all of it backed by memory for as long as it is mapped.</param>
    /// <param name="isWritable">Whether its pages may be written.</param>
    protected MappedRegion(nint address, long length, bool isWritable)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        SetHandle(address);
        Length = length;
        IsWritable = isWritable;
    }

    /// <summary>Gets the length in bytes.</summary>
    public long Length { get; }

    /// <summary>Gets whether the pages may be written; writing others ends the process.</summary>
    public bool IsWritable { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Gets bytes to read and write.</summary>
    /// <param name="offset">First byte, from the start of the region.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the region.</exception>
    /// <exception cref="InvalidOperationException">The region is mapped read-only.</exception>
    /// <exception cref="ObjectDisposedException">The region has been unmapped.</exception>
    public unsafe Span<byte> Slice(long offset, int length)
    {
        if (!IsWritable)
        {
            throw new InvalidOperationException(
                "The memory is attached read-only, so it has no writable bytes; read it through ReadOnlySpan or attach it read-write.");
        }

        // Holds: Locate has checked that all bytes lie inside the mapping, and the caller keeps it open.
        return new Span<byte>(Locate(offset, length), length);
    }

    /// <summary>Gets bytes to read.</summary>
    /// <inheritdoc cref="Slice"/>
    public unsafe ReadOnlySpan<byte> ReadOnlySlice(long offset, int length) =>
        new(Locate(offset, length), length); // Holds: as in Slice.

    /// <summary>Gets the address of a byte, for the memory managers of this layer.</summary>
    /// <inheritdoc cref="Slice"/>
    internal unsafe void* Locate(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length || length > Length - offset)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"Bytes {offset} to {offset} + {length} are not inside the segment of {Length} bytes.");
        }

        ObjectDisposedException.ThrowIf(IsClosed, this);
        return (byte*)handle + offset; // Holds: offset <= Length, so the sum stays inside the mapping or one past it.
    }
}
