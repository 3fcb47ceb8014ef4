// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Platform.Objects.InProcess;

/// <summary>Memory that lives for as long as it has a name or a user. Thread-safe.</summary>
/// <remarks>
/// Participants (<see cref="Join"/>) and examinations (<see cref="KeepMemory"/>) may still read the words after they have left. The collector frees the memory of such a
/// block once nothing refers to it; other blocks free it with their last user.
/// </remarks>
internal sealed class InProcessBlock
{
    private static long _lastId;

    private readonly InProcessMemory _memory;
    private int _mappings;
    private int _users = 1;
    private bool _isKept;

    /// <summary>Makes a block, which its name uses.</summary>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <exception cref="OutOfMemoryException">There is no room.</exception>
    public InProcessBlock(long size)
    {
        _memory = InProcessMemory.Allocate(size);
        Size = size;
    }

    /// <summary>Gets a number that no other block of this process has.</summary>
    public long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>Gets the size in bytes.</summary>
    public long Size { get; }

    /// <summary>Gets how many times it is mapped, by participants too.</summary>
    public int Mappings => Volatile.Read(ref _mappings);

    /// <summary>Gets the words. The caller has the memory kept, or keeps the name there meanwhile.</summary>
    public SharedWords Words => new(_memory);

    /// <summary>Gets the participants.</summary>
    public InProcessPlaces Places { get; } = new();

    /// <summary>Gets the sleepers on its words.</summary>
    public Participants.AddressWaiters Sleepers { get; } = new();

    /// <summary>Maps the block. The caller keeps its name there meanwhile.</summary>
    public MappedRegion Map(bool writable)
    {
        Use();
        return new Mapping(this, writable);
    }

    /// <summary>Adds a participant as a user. The caller keeps its name there meanwhile.</summary>
    public void Join()
    {
        Use();
        KeepMemory();
    }

    /// <summary>Leaves it to the collector to free the memory. The caller keeps its name there meanwhile.</summary>
    public void KeepMemory() => Volatile.Write(ref _isKept, true);

    /// <summary>Ends what <see cref="Join"/> began.</summary>
    public void Leave()
    {
        _ = Interlocked.Decrement(ref _mappings);
        LetGo();
    }

    /// <summary>Gets whether it begins with a word. The caller keeps its name there meanwhile.</summary>
    /// <param name="word">The word.</param>
    /// <param name="minimumSize">The least bytes of a block of which this is asked, at least 8.</param>
    public bool BeginsWith(ulong word, long minimumSize) => Size >= minimumSize && Words.Load(0) == word;

    /// <summary>Releases the block for its name.</summary>
    public void LoseName() => LetGo();

    private void Use()
    {
        _ = Interlocked.Increment(ref _users);
        _ = Interlocked.Increment(ref _mappings);
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _users) == 0 && !Volatile.Read(ref _isKept))
        {
            _memory.Dispose();
        }
    }

    /// <summary>One mapping; all of them have the same address.</summary>
    private sealed class Mapping(InProcessBlock block, bool isWritable) : MappedRegion(block._memory.Start, block.Size, isWritable)
    {
        /// <inheritdoc/>
        protected override void Unmap(nint address) => block.Leave();
    }
}
