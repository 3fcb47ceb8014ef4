// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>Copying to and from segments, in pieces that no span need show.</summary>
public abstract class CopyTests : SegmentTest
{
    private readonly SharedMemory _memory;

    protected CopyTests(KeyKind kind)
        : base(kind) =>
        _memory = SharedMemory.Create(Key, Size);

    private protected override void Close() => _memory.Dispose();

    [Fact]
    public void A_buffer_is_copied_in_and_out()
    {
        using var view = _memory.Pin();
        view.CopyFrom(Size - 3, [1, 2, 3]);
        var bytes = new byte[2];

        view.CopyTo(Size - 2, bytes);
        view.CopyTo(Size, []);

        Assert.Equal([2, 3], bytes);
    }

    [Fact]
    public void One_segment_is_copied_to_another()
    {
        var key = Kind.NextKey();
        using (var other = SharedMemory.Create(key, Size))
        {
            using (var held = _memory.Lock())
            using (var theirs = other.Lock())
            {
                held.Span.Fill(7);
                using var view = other.Pin();
                held.CopyTo(1, view, 2, Size - 2);
                Assert.Equal([0, 0, 7], theirs.ReadOnlySlice(0, 3).ToArray());
                Assert.Equal(7, theirs.ReadOnlySlice(Size - 1, 1)[0]);
            }
        }

        Leftovers.AssertNone(key);
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, Size + 1)]
    [InlineData(1, 0, Size)]
    [InlineData(0, 1, Size)]
    [InlineData(long.MaxValue, 0, 1)]
    [InlineData(1, 1, long.MaxValue)]
    public void Bytes_outside_a_segment_are_refused(long offset, long destinationOffset, long length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using var view = _memory.Pin();
            view.CopyTo(offset, view, destinationOffset, length);
        });

    [Fact]
    public void What_is_attached_read_only_is_copied_from_and_not_to()
    {
        using var reader = SharedMemory.Attach(Key, SharedMemoryAccess.ReadOnly);
        using var view = _memory.Pin();
        view.CopyFrom(0, [5]);

        using (var source = reader.Pin())
        {
            source.CopyTo(0, view, 1, 1);
        }

        Assert.Equal(5, view.ReadOnlySlice(1, 1)[0]);
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var from = _memory.Pin();
            using var to = reader.Pin();
            from.CopyTo(0, to, 0, 1);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var to = reader.Pin();
            to.CopyFrom(0, [1]);
        });
    }

    [Fact]
    public void After_the_end_of_a_scope_nothing_is_copied()
    {
        Assert.Throws<ObjectDisposedException>(() =>
        {
            using var from = _memory.Pin();
            var to = _memory.Pin();
            to.Dispose();
            from.CopyTo(0, to, 0, 1);
        });
        Assert.Throws<ObjectDisposedException>(() =>
        {
            var held = _memory.Lock();
            held.Dispose();
            held.CopyFrom(0, [1]);
        });
    }
}

public sealed class StringKeyCopyTests() : CopyTests(KeyKind.Strings);

public sealed class PlatformSafeKeyCopyTests() : CopyTests(KeyKind.PlatformSafe);

public sealed class InProcessCopyTests() : CopyTests(KeyKind.InProcess);
