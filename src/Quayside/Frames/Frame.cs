// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Frames;

namespace Quayside;

/// <summary>A frame that somebody looks at, in place: it does not change, and its slot is not drawn in, until it is disposed.</summary>
/// <remarks>
/// <para>
/// Copies are the same frame, and disposing it again does nothing. Safe to use from several threads, for as long as none of them disposes it.
/// A span is valid until then. Whoever forgets to dispose frames runs out of them after seven, and keeps their slots.
/// </para>
/// <para>A process that dies gives its frames back: their slots are found when the publisher needs one.</para>
/// </remarks>
public readonly struct Frame : IDisposable
{
    private readonly FramePin? _pin;
    private readonly long _ticket;

    internal Frame(FramePin pin, long ticket) => (_pin, _ticket) = (pin, ticket);

    /// <summary>Gets its number, counted from 1 for the life of the segment.</summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public long Sequence => Pin.SequenceOf(_ticket);

    /// <summary>Gets when it was published, by the clock of <see cref="Stopwatch.GetTimestamp"/>, in this process, whatever time namespace the writer is in.</summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public long Timestamp => Pin.HeadOf(_ticket).Timestamp;

    /// <summary>Gets how long ago it was published. Meaningless if the machine was started anew in between.</summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Timestamp);

    /// <summary>Gets its shape.</summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public FrameShape Shape => Pin.HeadOf(_ticket).Shape;

    /// <summary>
    /// Gets an area outside which it equals the frame before, whose sequence is one less; null when the publisher has not said so, and then
    /// everything may differ.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public FrameArea? Damage => Pin.HeadOf(_ticket).Damage;

    /// <summary>Gets all pixels: every plane, rows a stride apart.</summary>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public ReadOnlySpan<byte> Pixels
    {
        get
        {
            var start = Pin.PixelsOf(_ticket, out var shape);
            return Pin.Words.Span(start, (int)shape.Size);
        }
    }

    private FramePin Pin => _pin ?? throw new ObjectDisposedException(nameof(Frame));

    /// <summary>Gets the pixels of a row, without what is between it and the next.</summary>
    /// <param name="row">The row, 0 for the uppermost.</param>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or plane.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public ReadOnlySpan<byte> Row(int row, int plane = 0)
    {
        var start = Pin.PixelsOf(_ticket, out var shape);
        return Pin.Words.Span(start + shape.OffsetOfRow(row, plane), shape.MinStride);
    }

    /// <summary>Gets the rows of a plane, a stride apart.</summary>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public ReadOnlySpan<byte> Plane(int plane)
    {
        var start = Pin.PixelsOf(_ticket, out var shape);
        return Pin.Words.Span(start + shape.OffsetOf(plane), shape.Stride * shape.RowsOf(plane));
    }

    /// <summary>Copies all pixels.</summary>
    /// <param name="destination">Where to, at least <see cref="FrameShape.Size"/> bytes.</param>
    /// <exception cref="ArgumentException">There is not enough room; nothing has been copied.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public void CopyTo(Span<byte> destination)
    {
        var pixels = Pixels;
        if (!pixels.TryCopyTo(destination))
        {
            throw new ArgumentException($"The frame has {pixels.Length} bytes, and the destination takes {destination.Length}.", nameof(destination));
        }
    }

    /// <summary>Gets the address of the pixels, on a multiple of 4096, for libraries that look at them by address.</summary>
    /// <remarks>
    /// Dangerous: nobody checks what is done with it. It is an address of this frame until the frame is disposed; the memory is
    /// <see cref="FrameShape.Size"/> bytes, and to write there spoils the frame for everybody.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    public nint DangerousGetAddress()
    {
        var start = Pin.PixelsOf(_ticket, out var shape);
        return Pin.Words.Address(start, (int)shape.Size);
    }

    /// <summary>Ends the look: the slot may be drawn in.</summary>
    public void Dispose() => _pin?.Close(_ticket);
}
