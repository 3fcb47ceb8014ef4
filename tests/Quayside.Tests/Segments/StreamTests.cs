// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class StreamTests : SegmentTest
{
    private readonly SharedMemory _memory;
    private readonly Stream _stream;

    protected StreamTests(KeyKind kind)
        : base(kind)
    {
        _memory = SharedMemory.Create(Key, Size);
        _stream = _memory.OpenStream();
    }

    private protected override void Close()
    {
        _stream.Dispose();
        _memory.Dispose();
    }

    [Fact]
    public void What_is_written_is_in_the_segment_and_can_be_read_back()
    {
        _stream.Write([1, 2, 3]);
        _stream.Write([9, 4, 9], 1, 1);
        _stream.WriteByte(5);
        _stream.Flush();
        Assert.Equal(5, _stream.Position);

        _stream.Position = 0;
        var bytes = new byte[5];
        Assert.Equal(2, _stream.Read(bytes, 0, 2));
        _stream.ReadExactly(bytes.AsSpan(2));

        Assert.Equal([1, 2, 3, 4, 5], bytes);
        using var view = _memory.Pin();
        Assert.Equal(5, view.Span[4]);
    }

    [Fact]
    public void Reading_ends_at_the_end_of_the_segment()
    {
        Assert.Equal(Size - 2, _stream.Seek(-2, SeekOrigin.End));

        Assert.Equal(2, _stream.Read(new byte[10]));
        Assert.Equal(0, _stream.Read(new byte[10]));
        Assert.Equal(-1, _stream.ReadByte());
        _stream.Position = 5 * Size;
        Assert.Equal(0, _stream.Read(new byte[10]));
    }

    [Fact]
    public void Writing_beyond_the_end_writes_nothing()
    {
        _stream.Position = Size - 2;

        Assert.Throws<NotSupportedException>(() => _stream.Write([1, 2, 3]));

        Assert.Equal(Size - 2, _stream.Position);
        Assert.Equal(0, _stream.ReadByte());
        Assert.Throws<NotSupportedException>(() => _stream.SetLength(2 * Size));
    }

    [Fact]
    public void Seeking_counts_from_where_it_says()
    {
        Assert.Equal(10, _stream.Seek(10, SeekOrigin.Begin));
        Assert.Equal(15, _stream.Seek(5, SeekOrigin.Current));
        Assert.Equal(Size - 10, _stream.Seek(-10, SeekOrigin.End));
        Assert.Throws<ArgumentOutOfRangeException>(() => _stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<ArgumentOutOfRangeException>(() => _stream.Seek(0, (SeekOrigin)7));
        Assert.Equal(Size - 10, _stream.Position);
    }

    [Fact]
    public void It_can_do_what_the_access_allows()
    {
        Assert.True(_stream is { CanRead: true, CanSeek: true, CanWrite: true, Length: Size });
        using var reader = SharedMemory.Attach(Key, SharedMemoryAccess.ReadOnly);
        using var stream = reader.OpenStream();

        Assert.False(stream.CanWrite);
        Assert.Throws<NotSupportedException>(() => stream.WriteByte(1));
        Assert.Equal(0, stream.ReadByte());
    }

    [Fact]
    public void It_ends_with_the_segment_and_not_the_other_way_round()
    {
        _stream.Dispose();
        using (var view = _memory.Pin())
        {
            Assert.Equal(Size, view.Span.Length);
        }

        var stream = _memory.OpenStream();
        _memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => stream.WriteByte(1));
    }
}

public sealed class StringKeyStreamTests() : StreamTests(KeyKind.Strings);

public sealed class PlatformSafeKeyStreamTests() : StreamTests(KeyKind.PlatformSafe);

public sealed class InProcessStreamTests() : StreamTests(KeyKind.InProcess);
