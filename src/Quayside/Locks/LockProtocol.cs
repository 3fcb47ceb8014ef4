// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Locks;

/// <summary>The robust lock: who owns it is in the very word that is compared and exchanged, so there is no moment without an owner.</summary>
/// <remarks>
/// <para>
/// Never blocks, and asks no clock: each round either takes the lock or tells on what to sleep. A round after every sleep, in slices,
/// makes up for wakes that were lost with whoever should have given or passed them on.
/// </para>
/// <para>
/// Killed before the exchange that takes: nothing happened. Killed after it: the word names a dead owner, and the comparison with that very
/// word lets exactly one taker win; generations keep a later participant in the same place apart. Killed between the exchange that frees
/// and the wake: a sleeper looks at the end of its slice. Killed while asleep: the wake meant for it is lost; same remedy.
/// </para>
/// </remarks>
internal static class LockProtocol
{
    // More failed exchanges in one round than honest peers cause; then the caller sleeps once, whoever plays with the word.
    private const int MaxAttempts = 100;

    /// <summary>Takes a lock that is free, with one exchange.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="offset">The lock's word.</param>
    /// <param name="me">The caller's owner bits.</param>
    /// <returns>Whether it was free and nobody had died with it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryTake<TWords>(TWords words, long offset, ulong me)
        where TWords : ISharedWords
    {
        if (words.CompareExchange(offset, me, expected: 0) != 0)
        {
            return false;
        }

        CrashPoint.Reached(CrashStep.LockTaken);
        return true;
    }

    /// <summary>Takes the lock if it is free or its owner is dead, or says on what to sleep.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="offset">The lock's word.</param>
    /// <param name="me">The caller's owner bits.</param>
    /// <param name="life">Who is alive.</param>
    /// <param name="willSleep">Whether the caller sleeps if the lock is busy.</param>
    /// <param name="hasSlept">
    /// Whether it has slept: then it may have been woken in the place of others who sleep still. Its own leaving must wake one of them, or
    /// that of the owner, if it finds the lock busy. So whoever gives up after a sleep does one more round first.
    /// </param>
    /// <param name="seen">The word on which to sleep, when busy.</param>
    public static LockStep Advance<TWords, TLife>(
        TWords words, long offset, ulong me, TLife life, bool willSleep, bool hasSlept, out ulong seen)
        where TWords : ISharedWords
        where TLife : ILife
    {
        var parked = hasSlept ? LockLayout.Parked : 0;
        seen = 0;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            seen = words.Load(offset);
            var owner = seen & LockLayout.Owner;
            if (OwnerWord.PlaceOf(owner) < 0)
            {
                var mine = me | parked | (seen & (LockLayout.Dirty | LockLayout.Parked));
                if (words.CompareExchange(offset, mine, seen) == seen)
                {
                    CrashPoint.Reached(CrashStep.LockTaken);
                    return (seen & LockLayout.Dirty) != 0 ? LockStep.Abandoned : LockStep.Acquired;
                }
            }
            else if (!life.IsAlive(owner))
            {
                // The dead one wakes nobody, so whoever sleeps is left to the taker.
                if (words.CompareExchange(offset, me | LockLayout.Dirty | LockLayout.Parked, seen) == seen)
                {
                    CrashPoint.Reached(CrashStep.LockTakenOver);
                    return LockStep.Abandoned;
                }
            }
            else if (!(willSleep || hasSlept) || (seen & LockLayout.Parked) != 0)
            {
                return LockStep.Busy;
            }
            else if (words.CompareExchange(offset, seen | LockLayout.Parked, seen) == seen)
            {
                seen |= LockLayout.Parked;
                CrashPoint.Reached(CrashStep.LockParked);
                return LockStep.Busy;
            }
        }

        return LockStep.Busy;
    }

    /// <summary>Gives the lock back.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="offset">The lock's word.</param>
    /// <param name="me">The caller's owner bits. Compared in the exchange itself: two who give one lock back at once give back one lock.</param>
    /// <param name="wakes">Whether to wake one sleeper.</param>
    /// <returns>Whether the caller owned it. If nobody has called the data consistent, the next owner is told.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryLeave<TWords>(TWords words, long offset, ulong me, out bool wakes)
        where TWords : ISharedWords
    {
        // Without a look before: the first try guesses that nobody has parked and no owner died, and a second one knows.
        var seen = me;
        while ((seen & LockLayout.Owner) == me)
        {
            var found = words.CompareExchange(offset, seen & LockLayout.Dirty, seen);
            if (found == seen)
            {
                CrashPoint.Reached(CrashStep.LockLeft);
                wakes = (seen & LockLayout.Parked) != 0;
                return true;
            }

            seen = found;
        }

        wakes = false;
        return false;
    }

    /// <summary>Says that the data are consistent: when the lock is given back, the next owner is told of no death.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="offset">The lock's word.</param>
    /// <param name="me">The caller's owner bits.</param>
    /// <returns>Whether the caller owned it.</returns>
    public static bool TryMarkConsistent<TWords>(TWords words, long offset, ulong me)
        where TWords : ISharedWords
    {
        var seen = words.Load(offset);
        while ((seen & LockLayout.Owner) == me)
        {
            var found = (seen & LockLayout.Dirty) == 0 ? seen : words.CompareExchange(offset, seen & ~LockLayout.Dirty, seen);
            if (found == seen)
            {
                CrashPoint.Reached(CrashStep.LockMarked);
                return true;
            }

            seen = found;
        }

        return false;
    }

    /// <summary>Gets whether a participant owns the lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOwner<TWords>(TWords words, long offset, ulong me)
        where TWords : ISharedWords => (words.Load(offset) & LockLayout.Owner) == me;
}
