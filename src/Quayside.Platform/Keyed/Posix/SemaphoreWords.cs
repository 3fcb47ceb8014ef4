// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>The words of a semaphore, and what glibc's sem_post and sem_wait do to them (nptl/sem_post.c, nptl/sem_waitcommon.c).</summary>
/// <remarks>
/// <para>
/// Taken and given here rather than by the C library, because peers can write these words: sem_wait(3) aborts the process when it finds
/// what it never wrote. Every value is copied once and checked; what is impossible is EUCLEAN.
/// </para>
/// <para>
/// The layout is that of 64-bit systems since glibc 2.21, little-endian: units in the low half of the first word and waiters in its high
/// half, so that whoever adds a unit learns in the same step whether to wake somebody; then FUTEX_SHARED, which is written as glibc writes
/// it and never read here. 32-bit programs have another layout (nwaiters apart, a flag in the value), so they and 64-bit ones cannot share
/// a semaphore, with or without Quayside. Words 2 and 3 are unused by glibc and hold <see cref="LockOwnerRecord"/>.
/// </para>
/// <para>Thread-safe. A process that dies while it waits leaves one waiter too many, which costs a call to the kernel with each unit added.</para>
/// </remarks>
internal readonly struct SemaphoreWords(SharedWords words)
{
    /// <summary>The length of a semaphore's file: sizeof(sem_t).</summary>
    public const int Size = 32;

    private const int Units = 0;
    private const int Sharing = 8;
    private const int WhoseNote = 16;
    private const int NoteTime = 24;
    private const ulong FutexShared = 128;

    // Marks, in the half word that glibc calls padding and leaves zero.
    private const ulong Late = 1UL << 32;
    private const ulong Transient = 1UL << 33;
    private const ulong OneWaiter = 1UL << 32;

    // A compare-and-exchange fails when somebody else's succeeds. Only a peer that keeps writing garbage makes one fail so often.
    private const int MaxAttempts = 10_000;

    /// <summary>Gets or sets the first word of the note: process and namespace.</summary>
    public ulong NoteIdentity
    {
        get => words.Load(WhoseNote);
        set => words.Store(WhoseNote, value);
    }

    /// <summary>Gets or sets the second word of the note: the time.</summary>
    public ulong NoteMoment
    {
        get => words.Load(NoteTime);
        set => words.Write(NoteTime, value);
    }

    /// <summary>Gets or sets whether the lock was made for a segment that was there without one.</summary>
    public bool CameLate
    {
        get => (words.Load(Sharing) & Late) != 0;
        set => Mark(Late, value);
    }

    /// <summary>Marks it as one that stays when its last user goes.</summary>
    public void Keep() => Mark(Transient, isSet: false);

    /// <summary>Gets whether a copy of the second word is that of a semaphore which Quayside made, and which goes with its last user.</summary>
    public static bool IsTransient(ulong sharing) => (sharing & Transient) != 0;

    /// <summary>Gets whether the file still has all its memory, as far as the kernel can tell without a touch.</summary>
    public bool IsBacked => Futex.IsBacked(words, Sharing);

    /// <summary>Writes a new semaphore, all zero before, which nobody else knows yet.</summary>
    /// <param name="value">Its units.</param>
    /// <param name="isTransient">Whether it is to go with its last user, so that it is a leftover when none has it open.</param>
    public void Initialize(int value, bool isTransient)
    {
        words.Write(Sharing, FutexShared | (isTransient ? Transient : 0));
        words.Store(Units, (uint)value);
    }

    /// <summary>Reads the units.</summary>
    /// <returns>0 or EUCLEAN.</returns>
    public int TryGetValue(out int value)
    {
        var units = UnitsOf(words.Load(Units));
        value = IsPossible(units) ? (int)units : 0;
        return IsPossible(units) ? 0 : Errno.EUCLEAN;
    }

    /// <summary>Takes a unit without waiting.</summary>
    /// <returns>0, EAGAIN when there is none, or EUCLEAN.</returns>
    public int TryTake()
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var seen = words.Load(Units);
            var units = UnitsOf(seen);
            if (units == 0 || !IsPossible(units))
            {
                return units == 0 ? Errno.EAGAIN : Errno.EUCLEAN;
            }

            if (words.CompareExchange(Units, seen - 1, seen) == seen)
            {
                return 0;
            }
        }

        return Errno.EAGAIN;
    }

    /// <summary>Takes a unit, waiting for it.</summary>
    /// <param name="wait">The longest time.</param>
    /// <returns>0, EAGAIN when there was none or a signal came, or EUCLEAN.</returns>
    public int Take(TimeSpan wait)
    {
        var start = Stopwatch.GetTimestamp();
        _ = words.Add(Units, OneWaiter);
        var error = 0;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var seen = words.Load(Units);
            var units = UnitsOf(seen);
            if (!IsPossible(units))
            {
                error = Errno.EUCLEAN;
                break;
            }

            if (units != 0)
            {
                if (words.CompareExchange(Units, WithoutWaiter(seen) - 1, seen) == seen)
                {
                    return 0;
                }

                continue;
            }

            var left = wait - Stopwatch.GetElapsedTime(start);
            if (error is Errno.EINTR or Errno.ETIMEDOUT || left <= TimeSpan.Zero)
            {
                break;
            }

            error = Futex.Wait(words, Units, seen: 0, left);
            if (error == Errno.EFAULT || !IsBacked)
            {
                // A touch would end the process. Nobody will miss the waiter who stays in the books: the memory is gone.
                return Errno.EUCLEAN;
            }
        }

        Deregister();
        return error == Errno.EUCLEAN ? error : Errno.EAGAIN;
    }

    /// <summary>Adds units, all or none, and wakes as many waiters.</summary>
    /// <returns>0, EOVERFLOW or EUCLEAN.</returns>
    public int Give(int count)
    {
        while (true)
        {
            var seen = words.Load(Units);
            var units = UnitsOf(seen);
            if (!IsPossible(units) || units > LibC.SEM_VALUE_MAX - count)
            {
                return IsPossible(units) ? Errno.EOVERFLOW : Errno.EUCLEAN;
            }

            if (words.CompareExchange(Units, seen + (uint)count, seen) == seen)
            {
                if (seen >= OneWaiter)
                {
                    Futex.Wake(words, Units, (uint)count);
                }

                return 0;
            }
        }
    }

    /// <summary>Makes a lock of one unit again of words that are impossible, and wakes all who wait.</summary>
    /// <returns>Whether the words were impossible; others are left as they are.</returns>
    public bool TryRepair()
    {
        var seen = words.Load(Units);

        // Who waits is not known any more. One waiter in the books makes those who give wake, and costs no more than that.
        if (IsPossible(UnitsOf(seen)) || words.CompareExchange(Units, OneWaiter + 1, seen) != seen)
        {
            return false;
        }

        Futex.Wake(words, Units, int.MaxValue);
        return true;
    }

    /// <summary>Gets whether a semaphore can have so many units.</summary>
    public static bool IsPossible(uint units) => units <= LibC.SEM_VALUE_MAX;

    private void Mark(ulong bit, bool isSet)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var seen = words.Load(Sharing);
            if (words.CompareExchange(Sharing, isSet ? seen | bit : seen & ~bit, seen) == seen)
            {
                return;
            }
        }
    }

    private static uint UnitsOf(ulong word) => unchecked((uint)word);

    // Never below none, whatever a peer has made of the number: glibc would count down from 2^32 then.
    private static ulong WithoutWaiter(ulong word) => word >= OneWaiter ? word - OneWaiter : word;

    private void Deregister()
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var seen = words.Load(Units);
            if (words.CompareExchange(Units, WithoutWaiter(seen), seen) == seen)
            {
                return;
            }
        }
    }
}
