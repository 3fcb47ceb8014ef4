// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

/// <summary>What System V alone has: key files, and semaphores that a Qt program resets or removes while others hold them.</summary>
public sealed class QSharedMemorySystemVTests : SegmentTest
{
    private readonly QSharedMemory _memory;

    public QSharedMemorySystemVTests()
        : base(KeyKind.SystemV) =>
        _memory = new QSharedMemory(Key);

    private int Semaphore => QtSemaphore.Find(Key.NativeLockName);

    private protected override void Close() => _memory.Dispose();

    [Fact]
    public void A_key_file_without_a_segment_is_NotFound_in_the_words_of_shmget()
    {
        File.WriteAllText(Key.NativeName, string.Empty);

        Assert.False(_memory.Attach());

        Assert.Equal(SharedMemoryError.NotFound, _memory.Error);
        Assert.Equal("QSharedMemory::attach (shmget): doesn't exist", _memory.ErrorString);
        Leftovers.AssertNone(Key);
    }

    // Qt takes ftok's number for an error when its highest bit is set, so types from 128 on work for semaphores only.
    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(255)]
    public void Every_project_id_works(int type)
    {
        using var directory = new Quayside.Testing.PrivateDirectory();
        var key = IpcKey.Native(directory["key"], (IpcKeyType)type);
        using var memory = new QSharedMemory(key);
        using var other = new QSharedMemory(key);

        Assert.True(memory.Create(Size));
        Assert.True(other.Attach());
        Assert.True(memory.Lock());
        Assert.False(other.Lock(TimeSpan.Zero));
        Assert.True(memory.Unlock());
        Assert.True(memory.Detach());
        Assert.True(other.Detach());
        Leftovers.AssertNone(key);
    }

    [Fact]
    public void Unlocking_what_a_peer_has_reset_is_LockError_and_ends_at_one()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_memory.Lock());

        QtSemaphore.Reset(Semaphore);

        Assert.False(_memory.Unlock());
        Assert.Equal(SharedMemoryError.LockError, _memory.Error);
        Assert.Equal(1, QtSemaphore.Value(Semaphore));
    }

    [Fact]
    public void Unlocking_what_a_peer_has_removed_is_LockError_and_makes_nothing_anew()
    {
        Assert.True(_memory.Create(Size));
        Assert.True(_memory.Lock());

        QtSemaphore.Remove(Semaphore);

        Assert.False(_memory.Unlock());
        Assert.Equal(-1, Semaphore);
    }
}
