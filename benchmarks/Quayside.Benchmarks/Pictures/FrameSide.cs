// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Benchmarks.Robust;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Benchmarks.Pictures;

/// <summary>One who publishes frames, in place, and waits until it holds the pixels of the other one's.</summary>
/// <remarks>
/// Between raising and awaiting lie the steps from publishing to holding the pixels. Borrowing the next slot and giving the last frame back
/// come after raising, while the other one is at work, as programs do it.
/// </remarks>
internal sealed class FrameSide : ISide
{
    private readonly FrameShape _shape;
    private readonly FramePublisher _own;
    private readonly FrameReader _other;
    private FrameDraft _draft;
    private Frame _frame;

    /// <summary>Opens both directions.</summary>
    /// <param name="own">The key of its own frames.</param>
    /// <param name="other">The key of the other one's.</param>
    /// <param name="shape">The shape of all of them.</param>
    public FrameSide(string own, string other, FrameShape shape)
    {
        _shape = shape;
        _own = FramePublisher.Open(own, shape);

        // A reader does not make what it reads, and the other process may not be there yet.
        using var maker = FramePublisher.Open(other, shape);
        _other = FrameReader.Open(other);
        _draft = _own.Borrow(shape);
    }

    /// <inheritdoc/>
    public void Raise()
    {
        _ = _draft.Publish();
        _frame.Dispose();
        _draft = _own.Borrow(_shape);
    }

    /// <inheritdoc/>
    public void Await()
    {
        if (!_other.TryTake(out _frame, Watchdog.Patience) || _frame.Pixels.Length != _shape.Size)
        {
            throw new TimeoutException("The other process does not answer, or with another frame.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frame.Dispose();
        _draft.Dispose();
        _other.Dispose();
        _own.Dispose();
    }
}
