// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>A segment as a stream of fixed length. Not safe for use by several threads at once, like any stream.</summary>
internal sealed class SharedMemoryStream(SharedMemory memory) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => memory.Access == SharedMemoryAccess.ReadWrite;

    /// <inheritdoc/>
    public override long Length => memory.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The position is negative.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        using var view = memory.Pin();
        var count = (int)Math.Min(buffer.Length, Math.Max(0, Length - _position));
        if (count > 0)
        {
            view.ReadOnlySlice(_position, count).CopyTo(buffer);
            _position += count;
        }

        return count;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!CanWrite)
        {
            throw new NotSupportedException("The segment is attached read-only.");
        }

        using var view = memory.Pin();
        if (buffer.Length > Length - _position)
        {
            throw new NotSupportedException($"The segment has {Length} bytes and cannot grow; position {_position} + {buffer.Length} is beyond it.");
        }

        buffer.CopyTo(view.Slice(_position, buffer.Length));
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        SeekOrigin.End => Length,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
    };

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A segment has a fixed size; use Replace for another one.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }
}
