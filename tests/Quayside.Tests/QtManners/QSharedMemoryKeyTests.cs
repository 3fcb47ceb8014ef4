// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

public sealed class QSharedMemoryKeyTests
{
    // The rows of Qt's own key test; null stands for no key.
    [Theory]
    [InlineData(null, null)]
    [InlineData("one", null)]
    [InlineData(null, "one")]
    [InlineData("one", "two")]
    [InlineData("o/e", "|x")]
    public void A_key_is_kept_as_it_was_given(string? first, string? second)
    {
        using var memory = first is null ? new QSharedMemory() : new QSharedMemory(first);
        AssertKey(memory, first);

        memory.SetKey(second);

        AssertKey(memory, second);
    }

    [Fact]
    public void An_empty_key_reads_back_as_none()
    {
        using var memory = new QSharedMemory(string.Empty);

        Assert.Null(memory.Key);
        Assert.Equal(string.Empty, memory.NativeKey);
    }

    [Fact]
    public void The_same_key_changes_nothing_and_another_one_detaches()
    {
        var key = UniqueKey.Next();
        using var memory = new QSharedMemory(key);
        Assert.True(memory.Create(100));

        memory.SetKey(key);
        Assert.True(memory.IsAttached);

        memory.SetKey(UniqueKey.Next());
        Assert.False(memory.IsAttached);
        Leftovers.AssertNone(key);
        Assert.False(memory.Attach());
        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
    }

    [Fact]
    public void Another_key_gives_a_lock_back_that_was_held()
    {
        var key = UniqueKey.Next();
        using var memory = new QSharedMemory(key);
        Assert.True(memory.Lock());

        memory.SetKey(null);

        Leftovers.AssertNone(key);
        Assert.False(memory.Unlock());
    }

    private static void AssertKey(QSharedMemory memory, string? key)
    {
        Assert.Equal(key, memory.Key);
        Assert.Equal(key is null ? string.Empty : IpcKey.Legacy(key).NativeName, memory.NativeKey);
        Assert.False(memory.IsAttached);
        Assert.False(memory.Detach());
        Assert.Equal(SharedMemoryError.NoError, memory.Error);
    }
}
