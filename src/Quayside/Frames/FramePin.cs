// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Frames;

/// <summary>One pin of a reader, used for one frame after the other, so that taking a frame allocates nothing. Thread-safe.</summary>
/// <remarks>A use is known by its ticket, so that copies of a frame, and it itself when it has been disposed, touch no later one.</remarks>
/// <param name="core">The reader.</param>
/// <param name="index">Which of its pins.</param>
internal sealed class FramePin(FrameReaderCore core, int index)
{
    private FrameHead _head;
    private long _sequence;
    private long _pixels;

    // Odd while a frame is open.
    private long _ticket;

    /// <summary>Gets which of the reader's pins it is.</summary>
    public int Index => index;

    /// <summary>Gets the segment's memory.</summary>
    public SharedWords Words => core.Words;

    /// <summary>Begins a use. By the one who has taken the pin.</summary>
    /// <param name="sequence">The frame's sequence.</param>
    /// <param name="head">What its head says.</param>
    /// <param name="pixels">Where its pixels are.</param>
    /// <returns>The ticket.</returns>
    public long Open(ulong sequence, in FrameHead head, long pixels)
    {
        _sequence = unchecked((long)sequence);
        _head = head;
        _pixels = pixels;
        var ticket = _ticket + 1;
        Volatile.Write(ref _ticket, ticket);
        return ticket;
    }

    /// <summary>Gets the sequence of a frame.</summary>
    /// <exception cref="ObjectDisposedException">It is not open any more.</exception>
    public long SequenceOf(long ticket)
    {
        var sequence = _sequence;
        ThrowIfClosed(ticket);
        return sequence;
    }

    /// <summary>Gets what a frame's head says.</summary>
    /// <exception cref="ObjectDisposedException">It is not open any more.</exception>
    public FrameHead HeadOf(long ticket)
    {
        var head = _head;
        ThrowIfClosed(ticket);
        return head;
    }

    /// <summary>Gets where the pixels of a frame are.</summary>
    /// <exception cref="ObjectDisposedException">It is not open any more.</exception>
    public long PixelsOf(long ticket, out FrameShape shape)
    {
        var pixels = _pixels;
        shape = _head.Shape;
        ThrowIfClosed(ticket);
        return pixels;
    }

    /// <summary>Ends a use, once.</summary>
    public void Close(long ticket)
    {
        if (Interlocked.CompareExchange(ref _ticket, unchecked(ticket + 1), ticket) == ticket)
        {
            core.Release(this);
        }
    }

    // After what was read: it is of this use if the use has not ended by then.
    private void ThrowIfClosed(long ticket)
    {
        Volatile.ReadBarrier();
        if (Volatile.Read(ref _ticket) != ticket)
        {
            ThrowClosed();
        }
    }

    private static void ThrowClosed() =>
        throw new ObjectDisposedException(nameof(Frame), "The frame has been disposed, so its slot may be drawn in. Take another one.");
}
