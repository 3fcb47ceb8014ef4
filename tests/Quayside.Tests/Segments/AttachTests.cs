// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class AttachTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void Two_who_attach_see_each_others_bytes_at_once()
    {
        using var first = SharedMemory.Create(Key, Size);
        using var second = SharedMemory.Attach(Key);
        using var writer = first.Pin();
        using var reader = second.Pin();

        writer.Span[^1] = 42;

        Assert.Equal(SharedMemoryOrigin.Attached, second.Origin);
        Assert.Equal(42, reader.ReadOnlySpan[^1]);
    }

    [Fact]
    public void Nothing_to_attach_is_NotFound_and_leaves_nothing()
    {
        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(Key));

        Assert.Equal(SharedMemoryError.NotFound, exception.Error);
        Assert.Contains($"'{Key.Display}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Key.NativeName, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Start the program that shares it", exception.Message, StringComparison.Ordinal);
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Trying_to_attach_tells_whether_something_is_there()
    {
        Assert.False(SharedMemory.TryAttach(Key, out var none));
        Assert.Null(none);
        using var memory = SharedMemory.Create(Key, Size);

        Assert.True(SharedMemory.TryAttach(Key, out var other));
        using (other)
        {
            Assert.Equal(Size, other.Size);
        }

        Assert.True(SharedMemory.TryAttach(Key, SharedMemoryAccess.ReadOnly, out var reader));
        reader.Dispose();
    }

    [Fact]
    public void Options_must_be_given_where_they_are_asked_for()
    {
        Assert.Throws<ArgumentNullException>(() => SharedMemory.Attach(Key, null!));
        Assert.Throws<ArgumentNullException>(() => SharedMemory.TryAttach(Key, null!, out _));
    }

    [Fact]
    public void Who_attaches_read_only_gets_bytes_to_read_and_none_to_write()
    {
        using var memory = SharedMemory.Create(Key, Size);
        using var reader = SharedMemory.Attach(Key, SharedMemoryAccess.ReadOnly);
        Assert.Equal(SharedMemoryAccess.ReadOnly, reader.Access);
        using var view = reader.Pin();
        using var held = reader.Lock();

        Assert.Equal(Size, held.ReadOnlySpan.Length);
        Assert.Equal(10, held.ReadOnlySlice(90, 10).Length);
        Assert.Equal(Size, view.ReadOnlySpan.Length);
        Assert.Equal(10, view.ReadOnlySlice(90, 10).Length);
        Assert.Contains("read-only", Assert.Throws<InvalidOperationException>(() => held.Span.Length).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => held.Slice(0, 1).Length);
        AssertNothingToWrite(reader);
        Assert.Throws<InvalidOperationException>(() => reader.AsMemory(0, 1));
        Assert.Equal(1, reader.AsReadOnlyMemory(0, 1).Length);
    }

    [Fact]
    public void A_segment_made_read_only_is_zeroes_for_its_maker()
    {
        using var memory = SharedMemory.Create(Key, Size, new SharedMemoryOptions { Access = SharedMemoryAccess.ReadOnly });
        using var view = memory.Pin();

        Assert.Equal(-1, view.ReadOnlySpan.IndexOfAnyExcept((byte)0));
        AssertNothingToWrite(memory);
    }

    private static void AssertNothingToWrite(SharedMemory memory)
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var view = memory.Pin();
            _ = view.Span;
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var view = memory.Pin();
            _ = view.Slice(0, 1);
        });
    }
}

public sealed class StringKeyAttachTests() : AttachTests(KeyKind.Strings);

public sealed class PlatformSafeKeyAttachTests() : AttachTests(KeyKind.PlatformSafe);

public sealed class InProcessAttachTests() : AttachTests(KeyKind.InProcess);
