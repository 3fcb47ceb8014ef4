// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class MemoryTests : SegmentTest
{
    private readonly SharedMemory _memory;

    protected MemoryTests(KeyKind kind)
        : base(kind) =>
        _memory = SharedMemory.Create(Key, Size);

    private protected override void Close() => _memory.Dispose();

    [Fact]
    public void Memory_is_a_window_on_the_segment()
    {
        var window = _memory.AsMemory(10, 20);
        window.Span[0] = 42;

        using var view = _memory.Pin();
        Assert.Equal(20, window.Length);
        Assert.Equal(42, view.Span[10]);
        Assert.Equal(42, _memory.AsReadOnlyMemory(10, 1).Span[0]);
        Assert.Equal(42, window[..1].ToArray()[0]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, Size + 1)]
    [InlineData(Size + 1, 0)]
    [InlineData(Size - 1, -1)]
    [InlineData(long.MaxValue, 1)]
    public void A_part_outside_the_segment_is_refused(long offset, int length)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.AsMemory(offset, length));
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.AsReadOnlyMemory(offset, length));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using var view = _memory.Pin();
            _ = view.Slice(offset, length);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using var view = _memory.Pin();
            _ = view.ReadOnlySlice(offset, length);
        });
    }

    [Fact]
    public void Memory_of_a_disposed_object_gives_no_bytes()
    {
        var window = _memory.AsMemory(10, 20);
        _memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => window.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => window.Pin());
    }

    [Fact]
    public void A_pinned_memory_puts_the_unmapping_off()
    {
        var window = _memory.AsMemory(10, 20);
        var handle = window.Pin();
        _memory.Dispose();

        window.Span[0] = 42;
        Assert.Equal(42, window.Span[0]);
        Leftovers.AssertSegment(Key);

        handle.Dispose();
        Leftovers.AssertNone(Key);
        Assert.Throws<ObjectDisposedException>(() => window.Span.Length);
    }

    [Fact]
    public void An_empty_window_at_the_end_can_be_pinned()
    {
        using var handle = _memory.AsMemory(Size, 0).Pin();

        Assert.True(_memory.AsMemory(Size, 0).IsEmpty);
    }

    [Fact]
    public void Closing_a_view_twice_lets_go_once()
    {
        var view = _memory.Pin();
        using var other = _memory.Pin();
        view.Dispose();
        view.Dispose();

        _memory.Dispose();

        Assert.Equal(Size, other.Span.Length);
    }
}

public sealed class StringKeyMemoryTests() : MemoryTests(KeyKind.Strings);

public sealed class PlatformSafeKeyMemoryTests() : MemoryTests(KeyKind.PlatformSafe);

public sealed class InProcessMemoryTests() : MemoryTests(KeyKind.InProcess);
