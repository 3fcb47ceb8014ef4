// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Memory;

namespace Quayside.Platform.Backends.InProcess;

/// <summary>A block of native memory, filled with zeroes, that lives as long as it has a name or a mapping.</summary>
/// <remarks>Thread-safe. It ends with the process.</remarks>
internal sealed unsafe class InProcessBlock
{
    private static long _lastId;

    private readonly nint _address;
    private int _mappings;
    private int _users = 1;

    /// <summary>Makes a block, which its name uses.</summary>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <exception cref="OutOfMemoryException">There is no room.</exception>
    public InProcessBlock(long size)
    {
        // Holds: the block is freed once, when the last of its name and its mappings lets go of it.
        _address = (nint)NativeMemory.AllocZeroed((nuint)size);
        Size = size;
    }

    /// <summary>Gets a number that no other block of this process has.</summary>
    public long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>Gets the size in bytes.</summary>
    public long Size { get; }

    /// <summary>Gets how many times it is mapped.</summary>
    public int Mappings => Volatile.Read(ref _mappings);

    /// <summary>Maps the block. The caller keeps its name there meanwhile.</summary>
    public MappedRegion Map(bool writable)
    {
        _ = Interlocked.Increment(ref _users);
        _ = Interlocked.Increment(ref _mappings);
        return new Mapping(this, writable);
    }

    /// <summary>Lets go of the block for its name.</summary>
    public void LoseName() => LetGo();

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            NativeMemory.Free((void*)_address); // Holds: nobody has it any more, and nobody can come by it.
        }
    }

    /// <summary>One mapping; all of them have the same address.</summary>
    private sealed class Mapping(InProcessBlock block, bool isWritable) : MappedRegion(block._address, block.Size, isWritable)
    {
        /// <inheritdoc/>
        protected override void Unmap(nint address)
        {
            _ = Interlocked.Decrement(ref block._mappings);
            block.LetGo();
        }
    }
}
