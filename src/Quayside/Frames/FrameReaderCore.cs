// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Numerics;
using Quayside.Participants;
using Quayside.Platform.Memory;

namespace Quayside.Frames;

/// <summary>A participant's dealings with frames as one who looks at them: which it has seen, and which it has pinned.</summary>
/// <remarks>Thread-safe. While a frame is open the participant stays in the segment, whoever disposes it.</remarks>
internal sealed class FrameReaderCore : IDisposable
{
    // Honest publishers come in between once in a long while; only somebody who plays with the words does so again and again.
    private const int MaxAttempts = 1000;
    private const uint AllPins = (1u << FrameLayout.PinsOfLine) - 1;

    private readonly FrameSegment _segment;
    private readonly Membership _membership;
    private readonly bool _wantsEvery;
    private readonly FramePin[] _pins;

    // Held while a frame is taken, which is brief.
    private readonly Lock _gate = new();
    private uint _free = AllPins;
    private long _dropped;
    private ulong _known;

    /// <summary>Joins the segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="delivery">Which frames are wanted.</param>
    public FrameReaderCore(FrameSegment segment, FrameDelivery delivery)
    {
        _segment = segment;
        _membership = segment.Membership;
        _wantsEvery = delivery == FrameDelivery.Every;
        Words = segment.Words;
        _pins = [.. Enumerable.Range(0, FrameLayout.PinsOfLine).Select(index => new FramePin(this, index))];
        FrameProtocol.Enter(Words, segment.Layout, _membership.Place);
        _known = _wantsEvery ? Follow() : 0;
    }

    /// <summary>Gets the segment.</summary>
    public FrameSegment Segment => _segment;

    /// <summary>Gets the segment's memory.</summary>
    public SharedWords Words { get; }

    /// <summary>Gets how many frames were passed over.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gets whether there is a frame that is wanted.</summary>
    /// <exception cref="ObjectDisposedException">The reader has been disposed.</exception>
    public bool HasNews
    {
        get
        {
            var latest = unchecked((ulong)_segment.Latest.Version);
            return FrameLayout.SequenceOf(latest) > Volatile.Read(ref _known);
        }
    }

    /// <summary>Pins the next frame that is wanted.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="ticket">Its use.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTake(out FramePin? pin, out long ticket)
    {
        lock (_gate)
        {
            if (!TryPin(_wantsEvery, _known, out pin, out ticket, out var sequence))
            {
                return false;
            }

            // Of one that wants the latest, the first frame is where counting begins.
            var passed = _known == 0 && !_wantsEvery ? 0 : unchecked(sequence - _known - 1);
            _ = Interlocked.Add(ref _dropped, unchecked((long)passed));
            Volatile.Write(ref _known, sequence);
            return true;
        }
    }

    /// <summary>Pins the latest frame, whether it is known or not.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="ticket">Its use.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeLatest(out FramePin? pin, out long ticket)
    {
        lock (_gate)
        {
            return TryPin(wantsNext: false, known: 0, out pin, out ticket, out _);
        }
    }

    /// <summary>Takes a pin away, and leaves if it was the last one of a reader that has been disposed.</summary>
    public void Release(FramePin pin)
    {
        Unpin(pin.Index);

        // Only now may another use begin, or this one would have taken that one's pin away.
        _ = Interlocked.Or(ref _free, 1u << pin.Index);
        _membership.EndStay();
    }

    /// <summary>Leaves the segment, once no frame is open.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_wantsEvery && !_membership.HasLeft)
            {
                Unfollow();
            }

            _membership.Dispose();
        }
    }

    // A reader that is overtaken again and again by honest publishers ends with a cursor too, and with a few frames dropped.
    private ulong Follow()
    {
        ulong cursor;
        for (var attempt = 1; !FrameProtocol.TryFollow(Words, _segment.Layout, _membership.Place, out cursor) && attempt < MaxAttempts; attempt++)
        {
            Unfollow();
        }

        return unchecked(cursor - 1);
    }

    private void Unfollow() => _segment.Released.Answer(FrameProtocol.Unfollow(Words, _segment.Layout, _membership.Place));

    private bool TryPin(bool wantsNext, ulong known, out FramePin? pin, out long ticket, out ulong sequence)
    {
        _membership.ThrowIfLeft();
        var index = BitOperations.TrailingZeroCount(Volatile.Read(ref _free));
        if (index >= FrameLayout.PinsOfLine)
        {
            throw new InvalidOperationException(
                $"{FrameLayout.PinsOfLine} frames of '{_membership.Key.Display}' are open, which is all that one reader can look at at once. Dispose one.");
        }

        var layout = _segment.Layout;
        var word = layout.Pin(_membership.Place, index);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var step = wantsNext
                ? FrameProtocol.TryPinNext(Words, layout, word, unchecked(known + 1), out var slot, out sequence)
                : FrameProtocol.TryPinLatest(Words, layout, word, known, out slot, out sequence);
            if (step == FrameStep.Pinned)
            {
                if (wantsNext)
                {
                    FrameProtocol.MoveOn(Words, layout, _membership.Place, unchecked(sequence + 1));
                }

                pin = _pins[index];
                ticket = Open(pin, slot, sequence);
                return true;
            }

            if (step == FrameStep.Nothing)
            {
                (pin, ticket) = (null, 0);
                return false;
            }

            Unpin(index);
        }

        throw SegmentErrors.OfReading(_membership.Key);
    }

    private long Open(FramePin pin, int slot, ulong sequence)
    {
        if (!FrameHead.TryRead(Words, _segment.Layout.Head(slot), _segment.Capacity, out var head, out var complaint))
        {
            // It is over with this one, or the next attempt would find the same.
            Volatile.Write(ref _known, sequence);
            Unpin(pin.Index);
            throw SegmentErrors.OfFrame(_membership.Key, sequence, complaint!);
        }

        if (!_membership.TryStay())
        {
            Unpin(pin.Index);
            throw _membership.LeftException();
        }

        _ = Interlocked.And(ref _free, ~(1u << pin.Index));
        return pin.Open(sequence, head, _segment.Layout.Pixels(slot));
    }

    private void Unpin(int index) =>
        _segment.Released.Answer(FrameProtocol.Release(Words, _segment.Layout, _segment.Layout.Pin(_membership.Place, index)));
}
