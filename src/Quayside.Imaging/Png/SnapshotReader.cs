// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>Copies shared memory out piece by piece, each byte once, and shows the copy.</summary>
/// <remarks>
/// For one thread. What it has shown is private: it does not change, whatever a peer does, until the next call.
/// </remarks>
internal ref struct SnapshotReader
{
    private readonly Span<byte> _buffer;
    private ReadOnlySpan<byte> _source;
    private int _start;
    private int _end;

    /// <summary>Begins.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="buffer">For the copies; at least as long as the longest piece.</param>
    public SnapshotReader(ReadOnlySpan<byte> source, Span<byte> buffer)
    {
        _source = source;
        _buffer = buffer;
    }

    /// <summary>Gets how many bytes have not been shown yet.</summary>
    public readonly int Left => _source.Length + _end - _start;

    /// <summary>Shows the next bytes.</summary>
    /// <param name="length">How many; no more than are left.</param>
    public ReadOnlySpan<byte> Next(int length)
    {
        if (length > _end - _start)
        {
            Fill();
        }

        var next = _buffer.Slice(_start, length);
        _start += length;
        return next;
    }

    private void Fill()
    {
        var kept = _end - _start;
        _buffer[_start.._end].CopyTo(_buffer);
        var count = Math.Min(_source.Length, _buffer.Length - kept);
        SegmentSpans.Read(_source[..count], _buffer[kept..]);
        _source = _source[count..];
        (_start, _end) = (0, kept + count);
    }
}
