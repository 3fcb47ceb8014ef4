// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Layout;
using Quayside.Platform.Backends;
using Quayside.Protocol;

namespace Quayside.Robust;

/// <summary>A participant's dealings with frames as their publisher: the role, one slot at a time to draw in, waiting for one.</summary>
/// <remarks>
/// Thread-safe. A draft is known by its ticket, so that copies of it, and it itself when it has been published, touch no later one. While
/// one is open the participant stays in the segment, whoever disposes it.
/// </remarks>
internal sealed class FramePublisherSeat : IDisposable
{
    private readonly FrameSegment _segment;
    private readonly Membership _membership;
    private readonly LockSeat _role;
    private readonly TimeSpan _writerTimeout;
    private readonly bool _keepsUnread;
    private bool _isPublisher;
    private long _dropped;
    private long _tickets;

    // Of the draft that is open; 0 when none is.
    private long _ticket;
    private int _slot;
    private ulong _sequence;
    private FrameShape _shape;

    /// <summary>Takes a seat.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="options">Settings.</param>
    public FramePublisherSeat(FrameSegment segment, FrameOptions options)
    {
        _segment = segment;
        _membership = segment.Membership;
        _role = new LockSeat(_membership, segment.Layout.Lock);
        _writerTimeout = options.Segment.WriterTimeout;
        _keepsUnread = options.WhenFull == FrameFullMode.Wait;
    }

    /// <summary>Gets the segment.</summary>
    public FrameSegment Segment => _segment;

    /// <summary>Gets how often there was no slot to draw in.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Opens a draft.</summary>
    /// <param name="shape">Its shape, which fits.</param>
    /// <param name="timeout">The longest time to wait for a slot.</param>
    /// <param name="cancellationToken">Ends the wait, within 50 ms.</param>
    /// <returns>Its ticket, or 0 when there was no slot.</returns>
    public long TryBorrow(in FrameShape shape, TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (_membership.Presence)
        {
            _membership.ThrowIfLeft();
            if (_ticket != 0)
            {
                throw new InvalidOperationException(
                    $"A frame of '{_membership.Key.Display}' is being drawn. Publish or dispose that draft first: there is one at a time.");
            }

            if (!_isPublisher)
            {
                BecomePublisher(cancellationToken);
            }

            if (!TryFind() && (timeout == TimeSpan.Zero || !TryWait(timeout, cancellationToken)))
            {
                _ = Interlocked.Increment(ref _dropped);
                return 0;
            }

            if (!_membership.TryStay())
            {
                throw _membership.LeftException();
            }

            _shape = shape;
            Volatile.Write(ref _ticket, ++_tickets);
            return _tickets;
        }
    }

    /// <summary>Gets where the pixels of a draft are.</summary>
    /// <param name="ticket">The draft.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="ObjectDisposedException">It is not open.</exception>
    public long PixelsOf(long ticket, out FrameShape shape)
    {
        shape = _shape;
        var slot = _slot;

        // After what was read: it is of this draft if the draft is open still.
        Volatile.ReadBarrier();
        ThrowIfClosed(ticket);
        return _segment.Layout.Pixels(slot);
    }

    /// <summary>Makes a draft the latest frame.</summary>
    /// <param name="ticket">The draft.</param>
    /// <param name="damage">What has changed since the frame before, if that is known.</param>
    /// <returns>Its sequence.</returns>
    /// <exception cref="ArgumentException">What has changed is not in the frame.</exception>
    /// <exception cref="ObjectDisposedException">The draft is not open.</exception>
    public long Publish(long ticket, FrameArea? damage)
    {
        ulong sequence;
        lock (_membership.Presence)
        {
            ThrowIfClosed(ticket);
            if (damage is { } area && !area.IsIn(_shape))
            {
                throw new ArgumentException($"{area} is not an area of {_shape}. Give one with pixels, all of them in the frame.", nameof(damage));
            }

            sequence = _sequence;
            new FrameHead(Stopwatch.GetTimestamp(), _shape, damage).Write(_segment.Words, _segment.Layout.Head(_slot));
            var wakes = FrameProtocol.Publish(_segment.Words, _segment.Layout, SegmentLayout.BellOffset, _slot, sequence);
            _ticket = 0;
            _segment.Latest.Answer(wakes);
        }

        _membership.EndStay();
        return unchecked((long)sequence);
    }

    /// <summary>Gives a draft up, if it is open. Its slot is the next one's.</summary>
    public void Abandon(long ticket)
    {
        lock (_membership.Presence)
        {
            if (ticket == 0 || _ticket != ticket)
            {
                return;
            }

            _ticket = 0;
        }

        _membership.EndStay();
    }

    /// <summary>Gives the publisher's role back.</summary>
    /// <exception cref="InvalidOperationException">A draft is open.</exception>
    public void Resign()
    {
        lock (_membership.Presence)
        {
            if (_ticket != 0)
            {
                throw new InvalidOperationException($"A frame of '{_membership.Key.Display}' is being drawn. Publish or dispose the draft first.");
            }

            if (_isPublisher && !_membership.HasLeft)
            {
                _isPublisher = false;
                _role.Leave();
            }
        }
    }

    /// <summary>Leaves the segment, once no draft is open.</summary>
    public void Dispose() => _membership.Dispose();

    private bool TryFind() =>
        TryBorrow() || (_membership.SweepLines() && TryBorrow());

    private bool TryBorrow() => FrameProtocol.TryBorrow(_segment.Words, _segment.Layout, _keepsUnread, out _slot, out _sequence);

    private bool TryWait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var slices = new SlicedWait(timeout);
        while (true)
        {
            // The count, the bell, and then a look: whoever gives something back after that look rings, unless the count has changed by then.
            var known = unchecked((ulong)_segment.Released.Version);
            var isSet = _segment.Released.Arm() == known;
            if (TryFind())
            {
                return true;
            }

            _membership.ThrowIfLeft();
            cancellationToken.ThrowIfCancellationRequested();
            if (!slices.TryNext(out var slice))
            {
                return false;
            }

            if (isSet)
            {
                _segment.Released.Sleep(known, slice);
            }
        }
    }

    private void BecomePublisher(CancellationToken cancellationToken)
    {
        if (_role.TryEnter(_writerTimeout, cancellationToken) == RobustLockResult.TimedOut)
        {
            throw SegmentErrors.OfWriter(_membership.Key, _role.Owner);
        }

        // Whatever the last publisher left, the protocol goes on from there.
        _role.MarkConsistent();
        _isPublisher = true;
    }

    private void ThrowIfClosed(long ticket)
    {
        if (ticket == 0 || Volatile.Read(ref _ticket) != ticket)
        {
            throw new ObjectDisposedException(nameof(FrameDraft), "The draft has been published or disposed. Borrow another one.");
        }
    }
}
