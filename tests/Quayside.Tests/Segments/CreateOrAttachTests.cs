// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class CreateOrAttachTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void It_creates_where_nothing_is_and_attaches_where_something_is()
    {
        using var first = SharedMemory.CreateOrAttach(Key, Size);
        using var second = SharedMemory.CreateOrAttach(Key, Size / 2);

        Assert.Equal((SharedMemoryOrigin.Created, (long)Size), (first.Origin, first.Size));
        Assert.Equal((SharedMemoryOrigin.Attached, (long)Size), (second.Origin, second.Size));
    }

    [Fact]
    public void A_segment_in_use_that_is_too_small_is_left_alone_and_named()
    {
        using var first = SharedMemory.Create(Key, Size);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.CreateOrAttach(Key, 2 * Size));

        Assert.Equal(SharedMemoryError.InvalidSize, exception.Error);
        Assert.Equal(0, exception.NativeErrorCode);
        Assert.Contains("8192 bytes are wanted, but it is there with 4096 bytes and in use", exception.Message, StringComparison.Ordinal);
        Assert.Contains("use Replace", exception.Message, StringComparison.Ordinal);
        using var second = SharedMemory.Attach(Key);
        Assert.Equal(Size, second.Size);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Of_many_who_come_at_once_one_creates_and_the_others_attach()
    {
        const int Comers = 12;
        using var start = new Barrier(Comers);

        var all = await Task.WhenAll(Enumerable.Range(0, Comers).Select(_ => Background.Run(() =>
        {
            start.SignalAndWait();
            return SharedMemory.CreateOrAttach(Key, Size);
        })));

        Assert.Single(all, memory => memory.Origin == SharedMemoryOrigin.Created);
        Assert.Equal(Comers - 1, all.Count(memory => memory.Origin == SharedMemoryOrigin.Attached));
        Array.ForEach(all, memory => memory.Dispose());
        Leftovers.AssertNone(Key);
    }
}

public sealed class StringKeyCreateOrAttachTests() : CreateOrAttachTests(KeyKind.Strings);

public sealed class PlatformSafeKeyCreateOrAttachTests() : CreateOrAttachTests(KeyKind.PlatformSafe);

public sealed class InProcessCreateOrAttachTests() : CreateOrAttachTests(KeyKind.InProcess);
