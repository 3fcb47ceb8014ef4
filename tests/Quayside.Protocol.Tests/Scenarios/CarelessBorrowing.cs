// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Ways to find a slot that are wrong, where what is wrong is not an access to memory.</summary>
internal static class CarelessBorrowing
{
    /// <summary>Takes the oldest slot, and leaves those that turn out to be pinned marked as not whole.</summary>
    public static bool WithoutRestoring(
        ActorWords<FrameOracle> words, in FrameLayout layout, bool keepsUnread, out int slot, out ulong sequence)
    {
        var latest = words.Load(layout.Latest);
        sequence = FrameLayout.SequenceOf(latest) + 1;
        var taken = default(SlotSet);
        for (slot = Oldest(words, layout, latest, taken); slot >= 0; slot = Oldest(words, layout, latest, taken))
        {
            taken.Add(slot);
            if (!IsPinned(words, layout, slot))
            {
                words.Exchange(layout.Head(slot), (2 * sequence) - 1);
                if (!IsPinned(words, layout, slot))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Takes slots that were never used first of all, and whole ones that were never announced like old ones.</summary>
    public static bool WithoutOrder(
        ActorWords<FrameOracle> words, in FrameLayout layout, bool keepsUnread, out int slot, out ulong sequence)
    {
        var latest = words.Load(layout.Latest);
        sequence = FrameLayout.SequenceOf(latest) + 1;
        slot = Oldest(words, layout, latest, default);
        words.Exchange(layout.Head(slot), (2 * sequence) - 1);
        return true;
    }

    private static int Oldest(ActorWords<FrameOracle> words, in FrameLayout layout, ulong latest, SlotSet taken)
    {
        var (slot, least) = (-1, ulong.MaxValue);
        for (var candidate = 0; candidate < layout.Slots; candidate++)
        {
            var mark = words.Load(layout.Head(candidate));
            if (!taken.Contains(candidate) && (latest == 0 || FrameLayout.SlotOf(latest) != candidate) && mark < least)
            {
                (slot, least) = (candidate, mark);
            }
        }

        return slot;
    }

    private static bool IsPinned(ActorWords<FrameOracle> words, in FrameLayout layout, int slot)
    {
        for (var place = 0; place < layout.Participants; place++)
        {
            if (words.Load(layout.Pin(place, 0)) == (ulong)slot + 1)
            {
                return true;
            }
        }

        return false;
    }
}
