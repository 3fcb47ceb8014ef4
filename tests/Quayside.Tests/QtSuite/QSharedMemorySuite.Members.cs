// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Tests.Semaphores;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtSuite;

/// <content>One member after the other.</content>
public abstract partial class QSharedMemorySuite
{
    [Theory]
    [InlineData(null, 1024, SharedMemoryError.KeyError)]
    [InlineData("key", -1, SharedMemoryError.InvalidSize)]
    [InlineData("key", 1024, SharedMemoryError.NoError)]
    [InlineData("existing", 1024, SharedMemoryError.AlreadyExists)]
    public void Create(string? name, long size, SharedMemoryError error)
    {
        using var memory = new QSharedMemory(Key(name));

        Assert.Equal(error == SharedMemoryError.NoError, memory.Create(size));

        Assert.Equal(error, memory.Error);
        Assert.Equal(Key(name), memory.NativeIpcKey);
        Assert.Equal(error == SharedMemoryError.NoError, memory.ErrorString is null);
        Assert.Equal(error == SharedMemoryError.NoError, memory.Size > 0 && !memory.Data.IsEmpty);
    }

    [Theory]
    [InlineData(null, SharedMemoryError.KeyError)]
    [InlineData("doesntexists", SharedMemoryError.NotFound)]
    [InlineData("existing", SharedMemoryError.NoError)]
    public void Attach(string? name, SharedMemoryError error)
    {
        using var memory = new QSharedMemory(Key(name));

        Assert.Equal(error == SharedMemoryError.NoError, memory.Attach());

        Assert.Equal(error, memory.Error);
        Assert.Equal(memory.Error == SharedMemoryError.NoError, memory.IsAttached);
        Assert.Equal(Key(name), memory.NativeIpcKey);
        if (error != SharedMemoryError.NoError)
        {
            Assert.NotNull(memory.ErrorString);
            AssertDetached(memory);
            return;
        }

        Assert.True(memory.Size >= ExistingSize && !memory.Data.IsEmpty);
        Assert.Null(memory.ErrorString);
        Assert.True(memory.Detach());
        Assert.True(memory.Attach());
        Assert.True(memory.Detach());
        AssertDetached(memory);
    }

    // Qt's asks that a keyed object which was never attached cannot be locked. Here it can, so that one critical section may begin with the lock.
    [Fact]
    public void Lock()
    {
        using var none = new QSharedMemory();
        Assert.False(none.Lock());
        Assert.Equal(SharedMemoryError.LockError, none.Error);

        using var memory = Memory();
        Assert.True(memory.Lock());
        Assert.True(memory.Unlock());
        Assert.True(memory.Create(100));
        Assert.True(memory.Lock());
        Assert.True(memory.Lock());
        Assert.True(memory.Unlock());
        Assert.False(memory.Unlock());
        Assert.True(memory.Lock());
    }

    [Fact]
    public void RemoveWhileAttached()
    {
        using var third = Memory();
        var first = Memory();
        var second = Memory();
        Assert.True(first.Create(1024));
        Assert.True(second.Attach());

        first.Dispose();
        second.Dispose();

        Assert.False(third.Attach());
        Assert.Equal(SharedMemoryError.NotFound, third.Error);
    }

    [Fact]
    public void EmptyMemory()
    {
        using var memory = Memory();

        Assert.True(memory.Create(1024, SharedMemoryAccess.ReadOnly));

        Assert.Equal(-1, memory.ConstData.IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AttachBeforeCreate(bool legacy)
    {
        var key = legacy ? QSharedMemory.LegacyNativeKey(_prefix, _type) : Key("key");
        using (var memory = new QSharedMemory(key))
        {
            Assert.False(memory.Attach());
            Assert.True(memory.Create(100));
        }

        Leftovers.AssertNone(key);
    }

    [Fact]
    public void CreateWithSameKey()
    {
        using var owner = Memory();
        Assert.True(owner.Create(100));

        for (var round = 0; round < 2; round++)
        {
            using var memory = Memory();
            Assert.False(memory.Create(100));
            Assert.True(memory.Attach());
        }
    }
}
