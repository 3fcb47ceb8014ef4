// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public sealed class CreateOrAttachTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    public void Dispose() => Leftovers.AssertNone(_key);

    [Fact]
    public void It_creates_where_nothing_is_and_attaches_where_something_is()
    {
        using var first = SharedMemory.CreateOrAttach(_key, 100);
        using var second = SharedMemory.CreateOrAttach(_key, 50);

        Assert.Equal((SharedMemoryOrigin.Created, 100L), (first.Origin, first.Size));
        Assert.Equal((SharedMemoryOrigin.Attached, 100L), (second.Origin, second.Size));
    }

    [Fact]
    public void A_segment_in_use_that_is_too_small_is_left_alone_and_named()
    {
        using var first = SharedMemory.Create(_key, 100);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.CreateOrAttach(_key, 200));

        Assert.Equal(SharedMemoryError.InvalidSize, exception.Error);
        Assert.Equal(0, exception.NativeErrorCode);
        Assert.Contains("200 bytes are wanted, but it is there with 100 bytes and in use", exception.Message, StringComparison.Ordinal);
        Assert.Contains("use Replace", exception.Message, StringComparison.Ordinal);
        using var second = SharedMemory.Attach(_key);
        Assert.Equal(100, second.Size);
    }

    [Fact]
    public void An_orphan_that_is_large_enough_is_recovered()
    {
        Orphan.Leave(_key, 100);

        using var memory = SharedMemory.CreateOrAttach(_key, 100);

        Assert.Equal((SharedMemoryOrigin.Recovered, 100L), (memory.Origin, memory.Size));
        using var view = memory.Pin();
        Assert.Equal(42, view.Span[0]);
    }

    [Fact]
    public void An_orphan_that_is_too_small_is_replaced()
    {
        Orphan.Leave(_key, 100);

        using (var memory = SharedMemory.CreateOrAttach(_key, 101))
        {
            Assert.Equal((SharedMemoryOrigin.Replaced, 101L), (memory.Origin, memory.Size));
            using var view = memory.Pin();
            Assert.Equal(0, view.Span[0]);
        }

        Leftovers.AssertNone(_key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Of_many_who_come_at_once_one_creates_and_the_others_attach()
    {
        const int Comers = 12;
        using var start = new Barrier(Comers);

        var all = await Task.WhenAll(Enumerable.Range(0, Comers).Select(_ => Background.Run(() =>
        {
            start.SignalAndWait();
            return SharedMemory.CreateOrAttach(_key, 100);
        })));

        Assert.Single(all, memory => memory.Origin == SharedMemoryOrigin.Created);
        Assert.Equal(Comers - 1, all.Count(memory => memory.Origin == SharedMemoryOrigin.Attached));
        Array.ForEach(all, memory => memory.Dispose());
        Leftovers.AssertNone(_key);
    }
}
