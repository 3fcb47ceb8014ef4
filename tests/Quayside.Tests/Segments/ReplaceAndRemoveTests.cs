// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class ReplaceAndRemoveTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void Who_was_attached_keeps_the_earlier_bytes_and_who_comes_finds_the_new_ones()
    {
        Kind.RequireLastingNames();
        var earlier = SharedMemory.Create(Key, Size);
        using var view = earlier.Pin();
        view.Span[0] = 1;

        var newer = SharedMemory.Replace(Key, 2 * Size);
        using var newView = newer.Pin();
        newView.Span[0] = 2;

        Assert.Equal((SharedMemoryOrigin.Replaced, 2L * Size), (newer.Origin, newer.Size));
        Assert.Equal(1, view.Span[0]);
        using (var comer = SharedMemory.Attach(Key))
        {
            using var read = comer.Pin();
            Assert.Equal(2, read.Span[0]);
            earlier.Dispose();
        }

        Assert.True(SharedMemory.TryAttach(Key, out var still));
        still.Dispose();
        newer.Dispose();
        Assert.Equal(1, view.Span[0]);
        view.Dispose();
        newView.Dispose();
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Replacing_nothing_creates()
    {
        using var memory = SharedMemory.Replace(Key, 2 * Size);

        Assert.Equal((SharedMemoryOrigin.Created, 2L * Size), (memory.Origin, memory.Size));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Publishing_lets_nobody_in_before_the_bytes_are_there()
    {
        Task<byte>? comer = null;
        using var memory = SharedMemory.Publish(Key, 10, bytes =>
        {
            comer = Background.Run(() =>
            {
                // As soon as there is something to attach to.
                SharedMemory? attached;
                while (!SharedMemory.TryAttach(Key, out attached))
                {
                    Thread.Sleep(1);
                }

                using (attached)
                {
                    using var view = attached.Pin();
                    return view.Span[9];
                }
            });
            Background.AssertBlocked(comer).GetAwaiter().GetResult();
            Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
            bytes.Fill(7);
        });

        Assert.Equal(SharedMemoryOrigin.Created, memory.Origin);
        Assert.Equal(7, await comer!);
    }

    [Fact]
    public void What_fails_while_the_bytes_are_written_leaves_the_earlier_segment_to_those_who_have_it_and_to_those_who_come()
    {
        Kind.RequireLastingNames();
        using var earlier = SharedMemory.Publish(Key, Size, bytes => bytes.Fill(1));

        Assert.Throws<InvalidTimeZoneException>(() => SharedMemory.Publish(Key, 2 * Size, bytes =>
        {
            bytes.Fill(2);
            throw new InvalidTimeZoneException();
        }));

        using var comer = SharedMemory.Attach(Key);
        using (var held = earlier.Lock())
        {
            held.Span[0] = 3;
        }

        using var seen = comer.Lock();
        Assert.Equal((Size, 3, 1), (seen.Span.Length, seen.Span[0], seen.Span[Size - 1]));
    }

    [Fact]
    public void What_is_written_into_a_segment_in_the_place_of_another_arrives_whole()
    {
        Kind.RequireLastingNames();
        using var earlier = SharedMemory.Publish(Key, Size, bytes => bytes.Fill(1));
        using var newer = SharedMemory.Publish(Key, 1_000_003, bytes =>
        {
            Assert.Equal(-1, bytes.IndexOfAnyExcept((byte)0));
            new Random(7).NextBytes(bytes);
        });

        using var comer = SharedMemory.Attach(Key);
        using var seen = comer.Lock();
        var expected = new byte[1_000_003];
        new Random(7).NextBytes(expected);
        Assert.Equal((SharedMemoryOrigin.Replaced, true), (newer.Origin, seen.Span.SequenceEqual(expected)));
    }

    [Fact]
    public void What_fails_while_the_bytes_are_written_undoes_the_segment()
    {
        Assert.Throws<InvalidTimeZoneException>(() => SharedMemory.Publish(Key, 10, _ => throw new InvalidTimeZoneException()));

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Removing_nothing_tells_so_and_leaves_nothing()
    {
        Assert.False(SharedMemory.Remove(Key));

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Who_is_attached_to_a_removed_segment_keeps_its_bytes_and_leaves_nothing()
    {
        Kind.RequireLastingNames();
        using (var memory = SharedMemory.Create(Key, Size))
        {
            using var held = memory.Lock();
            held.Span[0] = 42;
            held.Dispose();

            Assert.True(SharedMemory.Remove(Key));

            using var again = memory.Lock();
            Assert.Equal(42, again.Span[0]);
        }

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Of_several_attached_to_a_removed_segment_the_last_one_leaves_nothing_behind()
    {
        Kind.RequireLastingNames();
        var memory = SharedMemory.Create(Key, Size);
        using var other = SharedMemory.Attach(Key);
        Assert.True(SharedMemory.Remove(Key));

        memory.Dispose();

        other.Dispose();
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void A_name_that_was_removed_can_be_created_again_while_the_earlier_one_is_in_use()
    {
        Kind.RequireLastingNames();
        using var earlier = SharedMemory.Create(Key, Size);
        Assert.True(SharedMemory.Remove(Key));

        using (var newer = SharedMemory.Create(Key, 2 * Size))
        {
            earlier.Dispose();
            using var comer = SharedMemory.Attach(Key);
            Assert.Equal(2 * Size, comer.Size);
        }

        Leftovers.AssertNone(Key);
    }
}

public sealed class StringKeyReplaceAndRemoveTests() : ReplaceAndRemoveTests(KeyKind.Strings);

public sealed class PlatformSafeKeyReplaceAndRemoveTests() : ReplaceAndRemoveTests(KeyKind.PlatformSafe);

public sealed class InProcessReplaceAndRemoveTests() : ReplaceAndRemoveTests(KeyKind.InProcess);
