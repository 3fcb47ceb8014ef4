// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Signals;

namespace Quayside.Frames;

/// <content>The readers' part. Each writes its own line, through one thread at a time, and nothing else but bell and count.</content>
internal static partial class FrameProtocol
{
    /// <summary>Lets publishers look at the line of a place. Before its first pin, and before its cursor is set.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="place">The caller's place.</param>
    public static void Enter<TWords>(TWords words, in FrameLayout layout, int place)
        where TWords : ISharedWords
    {
        var seen = words.Load(layout.Reach);
        for (var attempt = 0; seen <= (ulong)place && attempt < layout.Participants; attempt++)
        {
            // Each one that fails lets others in, and never lets anybody out.
            var found = words.CompareExchange(layout.Reach, (ulong)place + 1, seen);
            seen = found == seen ? (ulong)place + 1 : found;
        }

        CrashPoint.Reached(CrashStep.ReachRaised);
    }

    /// <summary>Pins the latest frame.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="pin">The pin, free and of the caller's line.</param>
    /// <param name="known">The frame that is known; only a later one is wanted.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="sequence">Its sequence.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FrameStep TryPinLatest<TWords>(TWords words, in FrameLayout layout, long pin, ulong known, out int slot, out ulong sequence)
        where TWords : ISharedWords
    {
        var latest = words.Load(layout.Latest);
        slot = FrameLayout.SlotOf(latest);
        sequence = FrameLayout.SequenceOf(latest);
        return sequence <= known ? FrameStep.Nothing : TryPin(words, layout, pin, slot, sequence);
    }

    /// <summary>Pins the first frame from a sequence on that is still there.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="pin">The pin, free and of the caller's line.</param>
    /// <param name="cursor">The sequence that is wanted, or a later one.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="sequence">Its sequence.</param>
    public static FrameStep TryPinNext<TWords>(TWords words, in FrameLayout layout, long pin, ulong cursor, out int slot, out ulong sequence)
        where TWords : ISharedWords
    {
        (slot, sequence) = (-1, ulong.MaxValue);

        // No further than what has been announced: a later one that is whole may never be.
        var latest = FrameLayout.SequenceOf(words.Load(layout.Latest));
        if (latest < cursor)
        {
            return FrameStep.Nothing;
        }

        for (var candidate = 0; candidate < layout.Slots; candidate++)
        {
            var mark = words.Load(layout.Head(candidate));
            var found = mark / 2;
            if (mark % 2 == 0 && found >= cursor && found <= latest && found < sequence)
            {
                (slot, sequence) = (candidate, found);
            }
        }

        return slot < 0 ? FrameStep.Disturbed : TryPin(words, layout, pin, slot, sequence);
    }

    /// <summary>Takes a pin away, after everything that was read of the frame.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="pin">The pin, of the caller's line.</param>
    /// <returns>Whether to wake the publisher.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Release<TWords>(TWords words, in FrameLayout layout, long pin)
        where TWords : ISharedWords
    {
        // Before the look at the bell; pairs with the exchange in SignalProtocol.Arm, after which the publisher looks at the pins again.
        _ = words.Exchange(pin, 0);
        CrashPoint.Reached(CrashStep.PinReleased);
        return Ring(words, layout);
    }

    /// <summary>Begins to want every frame from now on.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="place">The caller's place.</param>
    /// <param name="cursor">The first sequence that is wanted.</param>
    /// <returns>
    /// Whether no frame was published meanwhile. If one was, it may be lost already: cease (<see cref="Unfollow"/>), so that no publisher waits
    /// for this cursor to go on, and try again.
    /// </returns>
    public static bool TryFollow<TWords>(TWords words, in FrameLayout layout, int place, out ulong cursor)
        where TWords : ISharedWords
    {
        var latest = words.Load(layout.Latest);
        cursor = unchecked(FrameLayout.SequenceOf(latest) + 1);

        // Before the second look; pairs with the exchange of the latest frame, after which a publisher looks at the cursors again.
        _ = words.Exchange(layout.Cursor(place), cursor);
        CrashPoint.Reached(CrashStep.CursorSet);
        return words.Load(layout.Latest) == latest;
    }

    /// <summary>Says which frame is wanted next, once the one before is pinned.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="place">The caller's place.</param>
    /// <param name="cursor">Its sequence.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MoveOn<TWords>(TWords words, in FrameLayout layout, int place, ulong cursor)
        where TWords : ISharedWords
    {
        // After the pin; pairs with the load in Survey.
        words.Store(layout.Cursor(place), cursor);
        CrashPoint.Reached(CrashStep.CursorMoved);
    }

    /// <summary>Ceases to want every frame.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="place">The caller's place.</param>
    /// <returns>Whether to wake the publisher.</returns>
    public static bool Unfollow<TWords>(TWords words, in FrameLayout layout, int place)
        where TWords : ISharedWords
    {
        // As in Release.
        _ = words.Exchange(layout.Cursor(place), 0);
        CrashPoint.Reached(CrashStep.CursorCleared);
        return Ring(words, layout);
    }

    private static FrameStep TryPin<TWords>(TWords words, in FrameLayout layout, long pin, int slot, ulong sequence)
        where TWords : ISharedWords
    {
        if (slot >= layout.Slots)
        {
            return FrameStep.Disturbed;
        }

        CrashPoint.Reached(CrashStep.FrameChosen);

        // The pin before the second look at the slot; pairs with the exchange in TryBorrow.
        _ = words.Exchange(pin, (ulong)slot + 1);
        CrashPoint.Reached(CrashStep.FramePinned);

        // The mark before everything in the frame; pairs with the store in Publish.
        return words.Load(layout.Head(slot)) == unchecked(2 * sequence) ? FrameStep.Pinned : FrameStep.Disturbed;
    }

    // Whoever gives something back while nobody waits for it changes no word of others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Ring<TWords>(TWords words, in FrameLayout layout)
        where TWords : ISharedWords =>
        words.Load(layout.Bell) != 0 && SignalProtocol.Increment(words, layout.Released, layout.Bell, out _);
}
