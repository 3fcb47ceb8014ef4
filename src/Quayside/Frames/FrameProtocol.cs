// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Signals;

namespace Quayside.Frames;

/// <summary>Frames in slots: a publisher draws where nobody looks, and readers look at what nobody draws in.</summary>
/// <remarks>
/// <para>
/// Pins are hazard pointers. A reader sets its pin and then looks whether the slot still has the frame; the publisher marks a slot as not
/// whole and then looks whether somebody has pinned it. Each does so across a full fence, so one of them sees the other and backs off:
/// the exchange in <see cref="TryBorrow"/> pairs with the one in <see cref="TryPin"/>. Nobody waits for anybody here.
/// </para>
/// <para>
/// Publisher killed before <see cref="Publish"/> has announced: the latest frame is still the earlier one, and the slot is free for the next
/// publisher, also where it was whole already: before it draws, the next publisher either takes such a slot or clears its mark, so no two
/// slots ever say the same frame. Killed between marking a pinned slot and making it whole again: whoever has it pinned
/// looks on undisturbed, and nobody else finds it. Reader killed: its pins stay until its place is swept or somebody else's.
/// </para>
/// </remarks>
internal static partial class FrameProtocol
{
    /// <summary>Finds a slot to draw in. By the one who holds the publisher's role.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="keepsUnread">Whether a frame stays that a reader wants which wants every one.</param>
    /// <param name="slot">The slot, which is the caller's until it is published or marked anew.</param>
    /// <param name="sequence">The sequence of the frame that is drawn in it.</param>
    /// <returns>Whether there is one; if not, one is given back sooner or later, or its reader is dead.</returns>
    public static bool TryBorrow<TWords>(TWords words, in FrameLayout layout, bool keepsUnread, out int slot, out ulong sequence)
        where TWords : ISharedWords
    {
        unchecked
        {
            // Only publishers write it, one after the other, with the lock between them.
            var latest = words.Load(layout.Latest);
            sequence = FrameLayout.SequenceOf(latest) + 1;
            var taken = Survey(words, layout, out var unread);
            if (latest != 0)
            {
                taken.Add(FrameLayout.SlotOf(latest));
            }

            ForgetUnannounced(words, layout, in taken, sequence);
            while (TryChoose(words, layout, in taken, sequence, keepsUnread ? unread : ulong.MaxValue, out slot, out var found))
            {
                CrashPoint.Reached(CrashStep.SlotChosen);

                // The mark before the second look at the pins; pairs with the exchange in TryPin.
                _ = words.Exchange(layout.Head(slot), (2 * sequence) - 1);
                CrashPoint.Reached(CrashStep.SlotMarked);
                if (!IsPinned(words, layout, slot))
                {
                    return true;
                }

                words.Store(layout.Head(slot), found);
                CrashPoint.Reached(CrashStep.SlotRestored);
                taken.Add(slot);
            }

            return false;
        }
    }

    /// <summary>Makes a slot that has been drawn in the latest frame.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="bell">The bell of the latest frame.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="sequence">The frame's sequence.</param>
    /// <returns>Whether to wake all sleepers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Publish<TWords>(TWords words, in FrameLayout layout, long bell, int slot, ulong sequence)
        where TWords : ISharedWords
    {
        CrashPoint.Reached(CrashStep.FrameDrawn);

        // The whole frame before the mark that it is whole; pairs with the load in TryPin.
        words.Store(layout.Head(slot), unchecked(2 * sequence));
        CrashPoint.Reached(CrashStep.FrameWhole);
        return SignalProtocol.Announce(words, layout.Latest, bell, FrameLayout.LatestOf(sequence, slot));
    }

    // Which slots are pinned, and the first frame that a reader which wants every one has still to come to.
    private static SlotSet Survey<TWords>(TWords words, in FrameLayout layout, out ulong unread)
        where TWords : ISharedWords
    {
        var pinned = default(SlotSet);
        unread = ulong.MaxValue;
        var reach = ReachOf(words, layout);
        for (var place = 0; place < reach; place++)
        {
            var cursor = words.Load(layout.Cursor(place));
            unread = cursor == 0 ? unread : ulong.Min(unread, cursor);
            for (var index = 0; index < layout.Pins; index++)
            {
                var pin = words.Load(layout.Pin(place, index));
                if (pin is > 0 and <= FrameLayout.MaxSlots)
                {
                    pinned.Add((int)pin - 1);
                }
            }
        }

        return pinned;
    }

    // After the mark: a pin that is not seen here belongs to a reader that will see the mark; one that is seen to have gone has been let go
    // by one that has finished looking, which pairs with the exchange in Release.
    private static bool IsPinned<TWords>(TWords words, in FrameLayout layout, int slot)
        where TWords : ISharedWords
    {
        var reach = ReachOf(words, layout);
        for (var place = 0; place < reach; place++)
        {
            for (var index = 0; index < layout.Pins; index++)
            {
                if (words.Load(layout.Pin(place, index)) == (ulong)slot + 1)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A publisher died before it announced the frame of this sequence, and a reader that came too late for the frame before has the slot
    // pinned. That reader looks at the mark once more and goes away, but then the slot would say what another slot is about to say. Nobody
    // can look at the frame itself, which was never announced. Before the frame is announced; pairs with the load in TryPinNext.
    private static void ForgetUnannounced<TWords>(TWords words, in FrameLayout layout, in SlotSet taken, ulong sequence)
        where TWords : ISharedWords
    {
        for (var slot = 0; slot < layout.Slots; slot++)
        {
            if (taken.Contains(slot) && words.Load(layout.Head(slot)) == unchecked(2 * sequence))
            {
                words.Store(layout.Head(slot), 0);
                CrashPoint.Reached(CrashStep.SlotCleared);
            }
        }
    }

    // Looked up again after the mark: who has come in since then sees the mark.
    private static int ReachOf<TWords>(TWords words, in FrameLayout layout)
        where TWords : ISharedWords => (int)ulong.Min(words.Load(layout.Reach), (ulong)layout.Participants);

    // The oldest, so that frames stay for as long as there is room.
    private static bool TryChoose<TWords>(
        TWords words, in FrameLayout layout, in SlotSet taken, ulong sequence, ulong unread, out int slot, out ulong found)
        where TWords : ISharedWords
    {
        unchecked
        {
            (slot, found) = (-1, 0);
            var least = ulong.MaxValue;
            for (var candidate = 0; candidate < layout.Slots; candidate++)
            {
                if (taken.Contains(candidate))
                {
                    continue;
                }

                var mark = words.Load(layout.Head(candidate));
                var isFrame = mark % 2 == 0 && mark != 0 && mark < 2 * sequence;

                // A publisher died before it announced this one. First of all, so that its slot does not say what this one will.
                var age = isFrame ? mark : mark == 2 * sequence ? 0UL : 1;
                if (age < least && !(isFrame && mark / 2 >= unread))
                {
                    (least, slot, found) = (age, candidate, isFrame ? mark : 0);
                }
            }

            return slot >= 0;
        }
    }
}
