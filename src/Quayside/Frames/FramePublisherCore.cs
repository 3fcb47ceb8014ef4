// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Live;
using Quayside.Participants;
using Quayside.Waiting;

namespace Quayside.Frames;

/// <summary>A participant's dealings with frames as their publisher: the role, one slot at a time to draw in, waiting for one.</summary>
/// <remarks>
/// Thread-safe. One thread at a time looks for a slot, and the others wait for no longer than they say; nothing else is held while one waits.
/// A draft is known by its ticket, so that copies of it, and it itself when it has been published, touch no later one. While
/// one is open the participant stays in the segment, whoever disposes it.
/// </remarks>
internal sealed class FramePublisherCore : IWaitedWord, IDisposable
{
    private readonly FrameSegment _segment;
    private readonly Membership _membership;
    private readonly WriterRole _role;
    private readonly Turn _turn = new();
    private readonly bool _keepsUnread;
    private long _dropped;
    private long _tickets;

    // Of the draft that is open; 0 when none is.
    private long _ticket;
    private int _slot;
    private ulong _sequence;
    private FrameShape _shape;

    /// <summary>Joins the segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="options">Settings.</param>
    public FramePublisherCore(FrameSegment segment, FrameOptions options)
    {
        _segment = segment;
        _membership = segment.Membership;
        _role = new WriterRole(_membership, segment.Layout.Lock, options.Segment.WriterTimeout);
        _keepsUnread = options.WhenFull == FrameFullMode.Wait;
    }

    /// <summary>Gets the segment.</summary>
    public FrameSegment Segment => _segment;

    /// <summary>Gets the time to wait for a slot where the caller gives none.</summary>
    public TimeSpan DefaultTimeout => _keepsUnread ? Timeout.InfiniteTimeSpan : TimeSpan.Zero;

    /// <summary>Gets how often there was no slot to draw in.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Opens a draft.</summary>
    /// <param name="shape">Its shape, which fits.</param>
    /// <param name="timeout">The longest time to wait for a slot, and for another thread that waits for one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its ticket, or 0 when there was no slot.</returns>
    public long TryBorrow(in FrameShape shape, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _membership.ThrowIfLeft();
        var patience = new Patience(timeout);
        if (!_turn.TryTake(patience, cancellationToken))
        {
            return Drop();
        }

        try
        {
            var ticket = TryOpen(shape, out _, out _, cancellationToken);
            return ticket != 0 ? ticket : timeout != TimeSpan.Zero ? Wait(shape, patience, cancellationToken) : Drop();
        }
        finally
        {
            _turn.Give();
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
    public void Resign() => _role.Resign(() =>
    {
        if (_ticket != 0)
        {
            throw new InvalidOperationException($"A frame of '{_membership.Key.Display}' is being drawn. Publish or dispose the draft first.");
        }
    });

    /// <summary>Leaves the segment, once no draft is open.</summary>
    public void Dispose() => _membership.Dispose();

    private bool TryFind() =>
        TryBorrow() || (_membership.SweepLines() && TryBorrow());

    private bool TryBorrow() => FrameProtocol.TryBorrow(_segment.Words, _segment.Layout, _keepsUnread, out _slot, out _sequence);

    // In the role, which another thread may have given back during a sleep: then it is taken once more.
    private long TryOpen(in FrameShape shape, out ulong released, out bool isArmed, CancellationToken cancellationToken, bool willSleep = false)
    {
        (released, isArmed) = (0, false);
        _role.Enter(cancellationToken);
        try
        {
            if (_ticket != 0)
            {
                throw new InvalidOperationException(
                    $"A frame of '{_membership.Key.Display}' is being drawn. Publish or dispose that draft first: there is one at a time.");
            }

            if (willSleep)
            {
                // The count, the bell, and then a look: whoever gives something back after that look rings, unless the count has changed by then.
                released = unchecked((ulong)_segment.Released.Version);
                isArmed = _segment.Released.Arm() == released;
            }

            if (!TryFind())
            {
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
        finally
        {
            _role.Exit();
        }
    }

    /// <inheritdoc/>
    /// <remarks>A reader that has died gives nothing back and tells nobody: the publisher itself looks for such places.</remarks>
    public bool NeedsLook(ulong seen) => true;

    private long Wait(in FrameShape shape, Patience patience, CancellationToken cancellationToken)
    {
        var wait = new ThreadWait(_membership, this, patience.Left, WaitTimes.Slice, cancellationToken);
        try
        {
            return Wait(shape, ref wait, cancellationToken);
        }
        finally
        {
            wait.Dispose();
        }
    }

    private long Wait(in FrameShape shape, ref ThreadWait wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ticket = TryOpen(shape, out var released, out var isArmed, cancellationToken, willSleep: true);
            if (ticket != 0)
            {
                return ticket;
            }

            _membership.ThrowIfLeft();
            cancellationToken.ThrowIfCancellationRequested();
            if (isArmed ? !_segment.Released.TrySleep(ref wait, released) : !wait.HasTime)
            {
                return Drop();
            }
        }
    }

    private long Drop()
    {
        _ = Interlocked.Increment(ref _dropped);
        return 0;
    }

    private void ThrowIfClosed(long ticket)
    {
        if (ticket == 0 || Volatile.Read(ref _ticket) != ticket)
        {
            throw new ObjectDisposedException(nameof(FrameDraft), "The draft has been published or disposed. Borrow another one.");
        }
    }
}
