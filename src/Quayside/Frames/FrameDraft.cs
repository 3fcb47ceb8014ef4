// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;

namespace Quayside;

/// <summary>A frame that is being drawn, in place, where readers will look at it. Nobody sees it before it is published.</summary>
/// <remarks>
/// <para>
/// Copies are the same draft: it is published once, and disposing what has been published does nothing. Its pixels are at first whatever an
/// earlier frame left in the slot. Not to be drawn in by several threads at once, unless they draw different pixels.
/// </para>
/// <para>
/// A span is valid until the draft is published or disposed; whoever draws afterwards draws in what readers look at. A process that dies
/// meanwhile leaves a slot to draw in.
/// </para>
/// </remarks>
public readonly struct FrameDraft : IDisposable
{
    private readonly FramePublisherCore? _core;
    private readonly long _ticket;

    internal FrameDraft(FramePublisherCore core, long ticket) => (_core, _ticket) = (core, ticket);

    /// <summary>Gets the shape of the frame.</summary>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public FrameShape Shape
    {
        get
        {
            _ = Core.PixelsOf(_ticket, out var shape);
            return shape;
        }
    }

    /// <summary>Gets all pixels: every plane, rows a stride apart.</summary>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public Span<byte> Pixels
    {
        get
        {
            var start = Core.PixelsOf(_ticket, out var shape);
            return Core.Segment.Words.Span(start, (int)shape.Size);
        }
    }

    private FramePublisherCore Core => _core ?? throw new ObjectDisposedException(nameof(FrameDraft));

    /// <summary>Gets the pixels of a row, without what is between it and the next.</summary>
    /// <param name="row">The row, 0 for the uppermost.</param>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or plane.</exception>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public Span<byte> Row(int row, int plane = 0)
    {
        var start = Core.PixelsOf(_ticket, out var shape);
        return Core.Segment.Words.Span(start + shape.OffsetOfRow(row, plane), shape.MinStride);
    }

    /// <summary>Gets the rows of a plane, a stride apart.</summary>
    /// <param name="plane">The plane, 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public Span<byte> Plane(int plane)
    {
        var start = Core.PixelsOf(_ticket, out var shape);
        return Core.Segment.Words.Span(start + shape.OffsetOf(plane), shape.Stride * shape.RowsOf(plane));
    }

    /// <summary>Gets the address of the pixels, on a multiple of 4096, for libraries that draw by address.</summary>
    /// <remarks>
    /// Dangerous: nobody checks what is done with it. It is an address of the pixels until the draft is published or disposed; the memory is
    /// <see cref="FrameShape.Size"/> bytes, and a write beyond them may end this process or spoil another's frame.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public nint DangerousGetAddress()
    {
        var start = Core.PixelsOf(_ticket, out var shape);
        return Core.Segment.Words.Address(start, (int)shape.Size);
    }

    /// <summary>Makes this the latest frame, and wakes who waits for one. Does not wait.</summary>
    /// <returns>Its sequence: 1 for the first frame of the segment, and one more for each.</returns>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public long Publish() => Core.Publish(_ticket, damage: null);

    /// <summary>Makes this the latest frame, and says what has changed since the one before, whose sequence is one less.</summary>
    /// <param name="damage">An area outside which both frames are equal.</param>
    /// <returns>Its sequence.</returns>
    /// <exception cref="ArgumentException">The area has no pixels, or some that are not in the frame. The draft stays open.</exception>
    /// <exception cref="ObjectDisposedException">The draft has been published or disposed.</exception>
    public long Publish(FrameArea damage) => Core.Publish(_ticket, damage);

    /// <summary>Gives the draft up, unless it has been published.</summary>
    public void Dispose() => _core?.Abandon(_ticket);
}
