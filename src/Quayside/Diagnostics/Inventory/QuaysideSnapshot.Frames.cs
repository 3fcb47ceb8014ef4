// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Platform.Common;

namespace Quayside.Diagnostics.Inventory;

/// <content>Frames.</content>
internal readonly partial struct QuaysideSnapshot
{
    private QuaysideSegmentStatus WithFrames(QuaysideSegmentStatus status, long body, long size)
    {
        var slots = WordAt(body + FrameLayout.SlotsOffset);
        var capacity = WordAt(body + FrameLayout.CapacityOffset);
        if (slots is < FrameLayout.MinSlots or > FrameLayout.MaxSlots
            || capacity > (ulong)Array.MaxLength
            || FrameLayout.BodySize(status.Places, (int)slots, (int)capacity) > size)
        {
            return status with { State = QuaysideSegmentState.Damaged };
        }

        var layout = new FrameLayout(body, status.Places, (int)slots, (int)capacity);
        var latest = WordAt(layout.Latest);
        status = status with
        {
            Lock = LockAt(layout.Lock, status.Places),
            Capacity = (int)capacity,
            Version = (long)FrameLayout.SequenceOf(latest),
            Frames = new QuaysideFramesStatus { Slots = (int)slots, Readers = FrameReaders(layout) },
        };
        return TryReadHead(layout, latest, (int)capacity, out var head)
            ? status with { Length = (int)head.Shape.Size, Age = AgeOf(unchecked((ulong)SharedClock.FromLocal(head.Timestamp))), Frames = status.Frames with { Shape = head.Shape } }
            : status;
    }

    // Nothing is pinned: a head that is whole before and after it was read is that of the frame.
    private bool TryReadHead(in FrameLayout layout, ulong latest, int capacity, out FrameHead head)
    {
        head = default;
        var start = layout.Head(FrameLayout.SlotOf(latest));
        var sequence = unchecked(2 * FrameLayout.SequenceOf(latest));
        if (latest == 0 || FrameLayout.SlotOf(latest) >= layout.Slots || WordAt(start) != sequence)
        {
            return false;
        }

        Span<ulong> copy = stackalloc ulong[FrameLayout.WordsOfHead];
        for (var index = 0; index < copy.Length; index++)
        {
            copy[index] = WordAt(start + (index * sizeof(ulong)));
        }

        return WordAt(start) == sequence && FrameHead.TryParse(copy, capacity, out head, out _);
    }

    private List<QuaysideFrameReader> FrameReaders(in FrameLayout layout)
    {
        var readers = new List<QuaysideFrameReader>();
        for (var place = 0; place < layout.Participants; place++)
        {
            var cursor = WordAt(layout.Cursor(place));
            var frames = new List<long>();
            for (var index = 0; index < FrameLayout.PinsOfLine; index++)
            {
                var pin = WordAt(layout.Pin(place, index));
                if (pin > 0 && pin <= (ulong)layout.Slots)
                {
                    var sequence = WordAt(layout.Head((int)pin - 1));
                    frames.Add(sequence % 2 == 0 ? (long)(sequence / 2) : 0);
                }
            }

            if (cursor != 0 || frames.Count > 0)
            {
                readers.Add(new QuaysideFrameReader(place, frames, cursor == 0 ? null : unchecked((long)cursor)));
            }
        }

        return readers;
    }
}
