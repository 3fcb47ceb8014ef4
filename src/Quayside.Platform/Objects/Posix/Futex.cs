// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>Sleeping on a word until it changes (futex(2)), across processes. Stateless and thread-safe.</summary>
internal static unsafe class Futex
{
    /// <summary>Sleeps for as long as the low half of a word is as it was seen, at most for some time; a read-only mapping will do.</summary>
    /// <param name="words">The memory.</param>
    /// <param name="offset">The word.</param>
    /// <param name="seen">Its low half.</param>
    /// <param name="slice">The longest time.</param>
    public static void Sleep(SharedWords words, long offset, uint seen, TimeSpan slice)
    {
        var time = LibC.timespec.From(slice);

        // Every outcome is the same to the caller, who looks at the word: changed already, woken, interrupted, or time is up.
        _ = LibC.syscall(LibC.SYS_futex, words.AddressOf(offset), LibC.FUTEX_WAIT, seen, (nint)(&time), 0, 0); // Holds: a local, read during the call.
        words.KeepMapped();
    }

    /// <summary>Sleeps while the low half of a word is as it was seen.</summary>
    /// <returns>0 or the error number: EAGAIN for another value, ETIMEDOUT, EINTR, EFAULT for a page that the file has lost.</returns>
    public static int Wait(SharedWords words, long offset, uint seen, TimeSpan slice)
    {
        var time = LibC.timespec.From(slice);
        var outcome = LibC.syscall(LibC.SYS_futex, words.AddressOf(offset), LibC.FUTEX_WAIT, seen, (nint)(&time), 0, 0); // Holds: a local, read during the call.
        var error = outcome == 0 ? 0 : Marshal.GetLastPInvokeError();
        words.KeepMapped();
        return error;
    }

    /// <summary>Asks the kernel whether a word still has memory behind it, without touching it.</summary>
    /// <param name="words">The memory.</param>
    /// <param name="offset">A word on which nobody sleeps; one who did might not be woken because of this call.</param>
    /// <remarks>A touch would end the process (SIGBUS) if a peer had truncated the file. Where futexes are forbidden the answer is yes.</remarks>
    public static bool IsBacked(SharedWords words, long offset) => Wait(words, offset, seen: 0, TimeSpan.Zero) != Errno.EFAULT;

    /// <summary>Wakes as many sleepers as a number says, or all that there are.</summary>
    public static void Wake(SharedWords words, long offset, uint count)
    {
        _ = LibC.syscall(LibC.SYS_futex, words.AddressOf(offset), LibC.FUTEX_WAKE, Math.Min(count, int.MaxValue), 0, 0, 0);
        words.KeepMapped();
    }

    /// <summary>Wakes one sleeper, or all of them.</summary>
    public static void Wake(SharedWords words, long offset, bool all) => Wake(words, offset, all ? int.MaxValue : 1u);
}
