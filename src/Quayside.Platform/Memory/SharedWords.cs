// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.Platform.Memory;

/// <summary>The words and bytes of a mapping. Thread-safe; costs what the bare instruction costs.</summary>
/// <remarks>
/// Safety: every access is checked against the length of the mapping, whatever a peer wrote anywhere, and keeps the mapping alive while it
/// runs: only the garbage collector unmaps, when nobody can come back. So there is nothing to count and nothing to use too late.
/// One field and static helpers, or the compiler would keep the struct on the stack, where each operation costs twice as much.
/// </remarks>
internal readonly unsafe struct SharedWords : ISharedWords
{
    private readonly SharedMapping _mapping;

    /// <summary>Looks at a mapping.</summary>
    public SharedWords(SharedMapping mapping) => _mapping = mapping;

    /// <summary>Gets the length in bytes.</summary>
    public long Length => _mapping.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(long offset)
    {
        var value = *Word(offset); // Holds: Word checks.
        GC.KeepAlive(_mapping);
        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(long offset, ulong value)
    {
        *Word(offset) = value; // Holds: Word checks.
        GC.KeepAlive(_mapping);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Load(long offset)
    {
        var value = Volatile.Read(ref *Word(offset)); // Holds: Word checks.
        GC.KeepAlive(_mapping);
        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(long offset, ulong value)
    {
        Volatile.Write(ref *Word(offset), value); // Holds: Word checks.
        GC.KeepAlive(_mapping);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Exchange(long offset, ulong value)
    {
        var previous = Interlocked.Exchange(ref *Word(offset), value); // Holds: Word checks.
        GC.KeepAlive(_mapping);
        return previous;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CompareExchange(long offset, ulong value, ulong expected)
    {
        var previous = Interlocked.CompareExchange(ref *Word(offset), value, expected); // Holds: Word checks.
        GC.KeepAlive(_mapping);
        return previous;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Add(long offset, ulong value)
    {
        var sum = Interlocked.Add(ref *Word(offset), value); // Holds: Word checks.
        GC.KeepAlive(_mapping);
        return unchecked(sum - value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadBarrier() => Volatile.ReadBarrier();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBarrier() => Volatile.WriteBarrier();

    /// <summary>Copies bytes out of the segment; a peer may be writing them meanwhile.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Where to, and how many.</param>
    public void CopyOut(long offset, Span<byte> destination)
    {
        new ReadOnlySpan<byte>(Bytes(offset, destination.Length), destination.Length).CopyTo(destination); // Holds: Bytes checks.
        GC.KeepAlive(_mapping);
    }

    /// <summary>Copies bytes into the segment.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="source">What.</param>
    public void CopyIn(long offset, ReadOnlySpan<byte> source)
    {
        source.CopyTo(new Span<byte>(Bytes(offset, source.Length), source.Length)); // Holds: Bytes checks.
        GC.KeepAlive(_mapping);
    }

    /// <summary>Copies a value out of the segment; a peer may be writing it meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyOut<T>(long offset, out T value)
        where T : unmanaged
    {
        value = Unsafe.ReadUnaligned<T>(Bytes(offset, sizeof(T))); // Holds: Bytes checks; any bytes are a value of an unmanaged type.
        GC.KeepAlive(_mapping);
    }

    /// <summary>Copies a value into the segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyIn<T>(long offset, in T value)
        where T : unmanaged
    {
        Unsafe.WriteUnaligned(Bytes(offset, sizeof(T)), value); // Holds: Bytes checks.
        GC.KeepAlive(_mapping);
    }

    /// <summary>Gets bytes of the segment in place.</summary>
    /// <remarks>Safety: a span keeps nothing mapped. Whoever takes one sees to it that somebody reachable has the mapping while it is used.</remarks>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many.</param>
    public Span<byte> Span(long offset, int length) => new(Bytes(offset, length), length); // Holds: Bytes checks.

    /// <summary>Gets the address of bytes of the segment. Safety: as for <see cref="Span"/>.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many there must be.</param>
    public nint Address(long offset, int length) => (nint)Bytes(offset, length);

    /// <summary>Gets the bytes of a value in memory.</summary>
    public static int SizeOf<T>()
        where T : unmanaged => sizeof(T);

    /// <summary>Gets the address of a word, for calls to the kernel that wait for it to change.</summary>
    internal nint AddressOf(long offset) => (nint)Word(offset);

    /// <summary>Keeps the memory mapped up to here: the end of every use of an address.</summary>
    internal void KeepMapped() => GC.KeepAlive(_mapping);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Word(long offset)
    {
        unchecked
        {
            // One comparison refuses negative offsets as well. Words on multiples of 8 are what makes them whole.
            if ((ulong)offset > (ulong)Length - sizeof(ulong) || (offset & (sizeof(ulong) - 1)) != 0)
            {
                ThrowOutside(offset, Length);
            }

            return (ulong*)(_mapping.Start + offset); // Holds: the word ends inside the mapping.
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Bytes(long offset, int length)
    {
        unchecked
        {
            if ((ulong)offset > (ulong)Length || (ulong)length > (ulong)Length - (ulong)offset)
            {
                ThrowOutside(offset, Length);
            }

            return (byte*)(_mapping.Start + offset); // Holds: the bytes end inside the mapping.
        }
    }

    private static void ThrowOutside(long offset, long length) =>
        throw new ArgumentOutOfRangeException(nameof(offset), offset, $"Not a place in the segment of {length} bytes.");
}
