// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>A segment whose users all died is still there, and every member says so or makes something of it.</summary>
public abstract class OrphanTests : SegmentTest
{
    protected OrphanTests(KeyKind kind)
        : base(kind) =>
        kind.RequireLastingNames();

    [Fact]
    public void Attaching_to_an_orphan_recovers_its_contents()
    {
        Orphan.Leave(Key, Size);

        using (var memory = SharedMemory.Attach(Key))
        {
            Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
            using var held = memory.Lock();
            Assert.Equal(42, held.Span[0]);
        }

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void An_orphan_is_not_created_over_and_the_message_says_what_to_do_with_it()
    {
        Orphan.Leave(Key, Size);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(Key, 2 * Size));

        Assert.Equal(SharedMemoryError.AlreadyExists, exception.Error);
        Assert.Contains("CreateOrAttach recovers it", exception.Message, StringComparison.Ordinal);
        using var memory = SharedMemory.Attach(Key);
        Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
    }

    [Fact]
    public void An_orphan_that_is_large_enough_is_recovered()
    {
        Orphan.Leave(Key, Size);

        using var memory = SharedMemory.CreateOrAttach(Key, Size);

        Assert.Equal((SharedMemoryOrigin.Recovered, (long)Size), (memory.Origin, memory.Size));
        using var view = memory.Pin();
        Assert.Equal(42, view.Span[0]);
    }

    [Fact]
    public void An_orphan_that_is_too_small_is_replaced()
    {
        Orphan.Leave(Key, Size);

        using (var memory = SharedMemory.CreateOrAttach(Key, 2 * Size))
        {
            Assert.Equal((SharedMemoryOrigin.Replaced, 2L * Size), (memory.Origin, memory.Size));
            using var view = memory.Pin();
            Assert.Equal(0, view.Span[0]);
        }

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Replacing_an_orphan_gives_zeroes()
    {
        Orphan.Leave(Key, Size);

        using var memory = SharedMemory.Replace(Key, Size);

        Assert.Equal(SharedMemoryOrigin.Replaced, memory.Origin);
        using var view = memory.Pin();
        Assert.Equal(0, view.Span[0]);
    }

    [Fact]
    public void Removing_tells_whether_there_was_something()
    {
        Assert.False(SharedMemory.Remove(Key));
        Leftovers.AssertNone(Key);
        Orphan.Leave(Key, Size);

        Assert.True(SharedMemory.Remove(Key));

        Leftovers.AssertNone(Key);
        Assert.False(SharedMemory.TryAttach(Key, out _));
    }
}

public sealed class StringKeyOrphanTests() : OrphanTests(KeyKind.Strings);

public sealed class PlatformSafeKeyOrphanTests() : OrphanTests(KeyKind.PlatformSafe);
