// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Memory;

/// <summary>Shared memory mapped into this process, seen only through bounds-checked spans.</summary>
/// <remarks>
/// <para>Thread-safe.</para>
/// <para>
/// There is no finalizer on purpose: a span keeps nothing alive, so the garbage collector could unmap what is being read. A region that
/// nobody closes stays mapped until the process ends.
/// </para>
/// <para>Safety: whoever takes a span must keep the region open while using it; the layer above does so by counting pins.</para>
/// </remarks>
internal abstract class MappedRegion(nint address, long length, bool isWritable) : IDisposable
{
    private nint _address = address;

    /// <summary>Gets the length in bytes, at least 1, all of it backed by memory for as long as it is mapped.</summary>
    public long Length => length;

    /// <summary>Gets whether the pages may be written; writing others ends the process.</summary>
    public bool IsWritable => isWritable;

    /// <summary>Gets bytes to read and write.</summary>
    /// <param name="offset">First byte, from the start of the region.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside the region.</exception>
    /// <exception cref="InvalidOperationException">The region is mapped read-only.</exception>
    /// <exception cref="ObjectDisposedException">The region has been unmapped.</exception>
    public unsafe Span<byte> Slice(long offset, int length)
    {
        RequireWritable();

        // Holds: Locate has checked that all bytes lie inside the mapping, and the caller keeps it open.
        return new Span<byte>(Locate(offset, length), length);
    }

    /// <summary>Gets bytes to read.</summary>
    /// <inheritdoc cref="Slice"/>
    public unsafe ReadOnlySpan<byte> ReadOnlySlice(long offset, int length) =>
        new(Locate(offset, length), length); // Holds: as in Slice.

    /// <summary>Copies bytes to another region, or to another place of this one; they may overlap, and be more than a span can show.</summary>
    /// <param name="offset">First byte to copy.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="destinationOffset">First byte to overwrite.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all inside their regions; nothing has been copied.</exception>
    /// <exception cref="InvalidOperationException">The destination is mapped read-only.</exception>
    /// <exception cref="ObjectDisposedException">A region has been unmapped.</exception>
    public unsafe void CopyTo(long offset, MappedRegion destination, long destinationOffset, long length)
    {
        destination.RequireWritable();
        var from = Locate(offset, length);
        var to = destination.Locate(destinationOffset, length);

        // Holds: Locate has checked both ranges, and the callers keep both mappings open.
        Buffer.MemoryCopy(from, to, length, length);
    }

    /// <summary>Gets the address of a byte, for the memory managers of this layer.</summary>
    /// <inheritdoc cref="Slice"/>
    internal unsafe void* Locate(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length || length > Length - offset)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"Bytes {offset} to {offset} + {length} are not inside the segment of {Length} bytes.");
        }

        var address = Volatile.Read(ref _address);
        ObjectDisposedException.ThrowIf(address == 0, this);
        return (byte*)address + offset; // Holds: offset <= Length, so the sum stays inside the mapping or one past it.
    }

    /// <summary>Unmaps the region, once. No span of it may be used from now on.</summary>
    public void Dispose()
    {
        var address = Interlocked.Exchange(ref _address, 0);
        if (address != 0)
        {
            Unmap(address);
        }
    }

    private void RequireWritable()
    {
        if (!IsWritable)
        {
            throw new InvalidOperationException(
                "The memory is attached read-only, so it has no writable bytes; read it through ReadOnlySpan or attach it read-write.");
        }
    }

    /// <summary>Unmaps the pages.</summary>
    protected abstract void Unmap(nint address);
}
