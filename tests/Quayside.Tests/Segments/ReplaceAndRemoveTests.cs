// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public sealed class ReplaceAndRemoveTests
{
    private readonly string _key = UniqueKey.Next();

    [Fact]
    public void Who_was_attached_keeps_the_earlier_bytes_and_who_comes_finds_the_new_ones()
    {
        var earlier = SharedMemory.Create(_key, 100);
        using var view = earlier.Pin();
        view.Span[0] = 1;

        var newer = SharedMemory.Replace(_key, 10);
        using var newView = newer.Pin();
        newView.Span[0] = 2;

        Assert.Equal((SharedMemoryOrigin.Replaced, 10L), (newer.Origin, newer.Size));
        Assert.Equal(1, view.Span[0]);
        using (var comer = SharedMemory.Attach(_key))
        {
            using var read = comer.Pin();
            Assert.Equal(2, read.Span[0]);
            earlier.Dispose();
        }

        Assert.True(SharedMemory.TryAttach(_key, out var still));
        still.Dispose();
        newer.Dispose();
        Assert.Equal(1, view.Span[0]);
        view.Dispose();
        newView.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Replacing_nothing_creates()
    {
        using var memory = SharedMemory.Replace(_key, 10);

        Assert.Equal((SharedMemoryOrigin.Created, 10L), (memory.Origin, memory.Size));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Publishing_lets_nobody_in_before_the_bytes_are_there()
    {
        Task<byte>? comer = null;
        using var memory = SharedMemory.Publish(_key, 10, bytes =>
        {
            comer = Background.Run(() =>
            {
                using var attached = SharedMemory.Attach(_key);
                using var view = attached.Pin();
                return view.Span[9];
            });
            Background.AssertBlocked(comer).GetAwaiter().GetResult();
            Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
            bytes.Fill(7);
        });

        Assert.Equal(SharedMemoryOrigin.Created, memory.Origin);
        Assert.Equal(7, await comer!);
    }

    [Fact]
    public void What_fails_while_the_bytes_are_written_undoes_the_segment()
    {
        Assert.Throws<InvalidTimeZoneException>(() => SharedMemory.Publish(_key, 10, _ => throw new InvalidTimeZoneException()));

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Replacing_an_orphan_gives_zeroes()
    {
        Orphan.Leave(_key, 10);

        using var memory = SharedMemory.Replace(_key, 10);

        Assert.Equal(SharedMemoryOrigin.Replaced, memory.Origin);
        using var view = memory.Pin();
        Assert.Equal(0, view.Span[0]);
    }

    [Fact]
    public void Removing_tells_whether_there_was_something()
    {
        Assert.False(SharedMemory.Remove(_key));
        Leftovers.AssertNone(_key);
        Orphan.Leave(_key, 10);

        Assert.True(SharedMemory.Remove(_key));

        Leftovers.AssertNone(_key);
        Assert.False(SharedMemory.TryAttach(_key, out _));
    }

    [Fact]
    public void Who_is_attached_to_a_removed_segment_keeps_its_bytes_and_leaves_nothing()
    {
        using (var memory = SharedMemory.Create(_key, 10))
        {
            using var held = memory.Lock();
            held.Span[0] = 42;
            held.Dispose();

            Assert.True(SharedMemory.Remove(_key));

            using var again = memory.Lock();
            Assert.Equal(42, again.Span[0]);
        }

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Of_several_attached_to_a_removed_segment_each_leaves_nothing_behind()
    {
        var memory = SharedMemory.Create(_key, 10);
        using var other = SharedMemory.Attach(_key);
        Assert.True(SharedMemory.Remove(_key));

        memory.Dispose();

        // The other one may be a Qt program, which cleans up only what it made.
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_name_that_was_removed_can_be_created_again_while_the_earlier_one_is_in_use()
    {
        using var earlier = SharedMemory.Create(_key, 10);
        Assert.True(SharedMemory.Remove(_key));

        using (var newer = SharedMemory.Create(_key, 20))
        {
            earlier.Dispose();
            using var comer = SharedMemory.Attach(_key);
            Assert.Equal(20, comer.Size);
        }

        Leftovers.AssertNone(_key);
    }
}
