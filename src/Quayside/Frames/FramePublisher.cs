// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Frames;
using Quayside.Internal;
using Quayside.Participants;

namespace Quayside;

/// <summary>Shares frames with other processes without a copy: it draws them where readers look at them (<see cref="FrameReader"/>).</summary>
/// <remarks>
/// <para>
/// The first to borrow a slot takes the publisher's role and keeps it until it resigns, disposes or dies; then it passes on to the next one
/// who borrows. No reader ever sees a frame that is not whole, or one that changes, and none that wants the latest frame keeps the publisher
/// waiting, however slow it is or if it is stopped: it keeps the slot at which it looks. Whoever is killed at whatever instruction, the
/// latest frame stays.
/// </para>
/// <para>
/// All members are safe to use from several threads. It is to be disposed: the garbage collector does not do so, because spans are handed out.
/// Disposed while a draft is open, it leaves when that is published or disposed.
/// </para>
/// </remarks>
public sealed class FramePublisher : IDisposable
{
    private readonly FramePublisherCore _core;

    private FramePublisher(FramePublisherCore core) => _core = core;

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _core.Segment.Membership.Key;

    /// <summary>Gets the most bytes that a frame can have; at least those of the largest that was asked for when it was opened.</summary>
    public int Capacity => _core.Segment.Capacity;

    /// <summary>Gets the slots for frames; those of the one who made the segment.</summary>
    public int Slots => _core.Segment.Layout.Slots;

    /// <summary>Gets the sequence of the latest frame, whoever published it: 0 before the first.</summary>
    public long Sequence => _core.Segment.Sequence;

    /// <summary>Gets how often a slot was asked for through this object and there was none in time: frames that nobody will see.</summary>
    public long Dropped => _core.Dropped;

    /// <summary>Opens frames for publishing, and makes them if nobody has them open.</summary>
    /// <param name="key">Their key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="largest">The largest frame that there will be; it takes its bytes times <see cref="FrameOptions.Slots"/>.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">They cannot be opened or made, or are there for smaller frames.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives.</exception>
    public static FramePublisher Open(IpcKey key, FrameShape largest, FrameOptions? options = null)
    {
        options ??= FrameOptions.Default;
        CheckShape(largest);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, FrameLayout.MinSlots, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Slots, FrameLayout.MaxSlots, nameof(options));
        Check.Defined(options.WhenFull, nameof(options));
        return new(new FramePublisherCore(
            FrameSegment.Open(key, options.Slots, (int)largest.Size, OpenDemand.OpenOrCreate, options.Segment), options));
    }

    /// <summary>Borrows a slot to draw in, if there is one.</summary>
    /// <remarks>
    /// There is one always if there are two more than frames that readers have open at once, unless it is told to wait for readers that want
    /// every frame. Of dead readers none is kept.
    /// </remarks>
    /// <param name="shape">The shape of the frame.</param>
    /// <param name="draft">The frame to draw. Publish it, and dispose it in any case.</param>
    /// <param name="timeout">The longest time to wait for a slot, and for another thread of this object that waits for one; by default none.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there was one; if not, it is counted (<see cref="Dropped"/>).</returns>
    /// <exception cref="ArgumentException">The frame has more bytes than <see cref="Capacity"/>.</exception>
    /// <exception cref="InvalidOperationException">A draft is open already.</exception>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.OtherWriter"/>: another living participant is the publisher.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public bool TryBorrow(FrameShape shape, out FrameDraft draft, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        CheckShape(shape);
        Check.Timeout(timeout);
        if (shape.Size > Capacity)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{shape} has {shape.Size} bytes, and a slot takes {Capacity}. Open the frames for a larger shape."),
                nameof(shape));
        }

        var ticket = _core.TryBorrow(shape, timeout, cancellationToken);
        draft = ticket == 0 ? default : new FrameDraft(_core, ticket);
        return ticket != 0;
    }

    /// <summary>Borrows a slot to draw in, and waits for one as <see cref="FrameOptions.WhenFull"/> says.</summary>
    /// <param name="shape">The shape of the frame.</param>
    /// <param name="timeout">
    /// The longest time to wait for a slot, and for another thread of this object that waits for one. Without it, a publisher with
    /// <see cref="FrameFullMode.Wait"/> waits until there is one, and another one does not wait.
    /// </param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The frame to draw. Publish it, and dispose it in any case.</returns>
    /// <exception cref="QuaysideException">
    /// <see cref="QuaysideError.NoFreeSlot"/>: there was none in time. <see cref="QuaysideError.OtherWriter"/>: another living participant is the
    /// publisher.
    /// </exception>
    /// <inheritdoc cref="TryBorrow"/>
    public FrameDraft Borrow(FrameShape shape, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        TryBorrow(shape, out var draft, timeout ?? _core.DefaultTimeout, cancellationToken) ? draft : throw SegmentErrors.OfFreeSlot(Key, Slots);

    /// <summary>Publishes a copy of pixels, and waits for a slot as <see cref="FrameOptions.WhenFull"/> says.</summary>
    /// <param name="shape">The shape of the frame.</param>
    /// <param name="pixels">Its pixels: every plane, rows a stride apart; as many bytes as <see cref="FrameShape.Size"/> says.</param>
    /// <param name="timeout">The longest time to wait for a slot, as <see cref="Borrow"/> takes it.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Its sequence.</returns>
    /// <exception cref="ArgumentException">The shape has another number of bytes, or more than <see cref="Capacity"/>.</exception>
    /// <exception cref="QuaysideException">
    /// <see cref="QuaysideError.NoFreeSlot"/>: there was none in time. <see cref="QuaysideError.OtherWriter"/>: another living participant is the publisher.
    /// </exception>
    /// <exception cref="InvalidOperationException">A draft is open.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public long Publish(FrameShape shape, ReadOnlySpan<byte> pixels, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        CheckShape(shape);
        if (pixels.Length != shape.Size)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{shape} has {shape.Size} bytes, and {pixels.Length} are given. Give every row with its stride."),
                nameof(pixels));
        }

        using var draft = Borrow(shape, timeout, cancellationToken);
        pixels.CopyTo(draft.Pixels);
        return draft.Publish();
    }

    /// <summary>Lets others publish: gives the publisher's role back, which the first borrowing took.</summary>
    /// <exception cref="InvalidOperationException">A draft is open.</exception>
    public void Resign() => _core.Resign();

    /// <summary>Leaves the segment, and with it the publisher's role. The last one to leave removes it, unless it is persistent.</summary>
    public void Dispose() => _core.Dispose();

    private static void CheckShape(FrameShape shape)
    {
        if (shape.IsDefault)
        {
            throw new ArgumentException("The shape is the default one, which is none. Make one with new FrameShape(width, height, format).", nameof(shape));
        }
    }
}
