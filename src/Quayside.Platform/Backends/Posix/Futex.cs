// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>Sleeping on a word until it changes (futex(2)), across processes. Stateless and thread-safe.</summary>
internal static unsafe class Futex
{
    /// <summary>Sleeps for as long as the low half of a word is as it was seen, at most for some time; a read-only mapping will do.</summary>
    /// <inheritdoc cref="Participants.ParticipantSegment.Sleep"/>
    public static void Sleep(SharedWords words, long offset, uint seen, TimeSpan slice)
    {
        var time = LibC.timespec.From(slice);

        // Every outcome is the same to the caller, who looks at the word: changed already, woken, interrupted, or time is up.
        _ = LibC.syscall(LibC.SYS_futex, words.AddressOf(offset), LibC.FUTEX_WAIT, seen, (nint)(&time), 0, 0); // Holds: a local, read during the call.
        words.KeepMapped();
    }

    /// <summary>Wakes one sleeper, or all of them.</summary>
    public static void Wake(SharedWords words, long offset, bool all)
    {
        _ = LibC.syscall(LibC.SYS_futex, words.AddressOf(offset), LibC.FUTEX_WAKE, all ? int.MaxValue : 1u, 0, 0, 0);
        words.KeepMapped();
    }
}
