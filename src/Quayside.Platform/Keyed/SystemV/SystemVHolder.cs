// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Tells who holds a semaphore whose value is 0, if it is a lock. Stateless and thread-safe.</summary>
/// <remarks>
/// The kernel records who changed the value last (GETPID, semctl(2)). Of a lock at 0 that is its holder: the kernel frees it when that
/// process dies, so a holder on record lives, or is in another PID namespace. Of a semaphore that counts it may be anybody: who made it with
/// the value 0, who took a signal, who waits for the next one. Nobody is called the holder of such a one.
/// </remarks>
internal static class SystemVHolder
{
    /// <summary>Gets the holder.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="path">Its key file, or null when it is not known.</param>
    public static LockHolder Find(int id, string? path)
    {
        // SETVAL records its process too, but no time: then nobody has ever taken a unit.
        var isKnown = SemaphoreCalls.TryStat(id, out var status) && status.otime != 0;
        if (!isKnown || (path is not null && KeyFileUse.IsCounted(path)))
        {
            return new LockHolder(HolderState.Unknown, 0, null);
        }

        var process = Math.Max(0, LibC.semctl(id, 0, LibC.GETPID, 0));
        var state = process != 0 && ProcessInfo.IsAlive(process) ? HolderState.Alive : HolderState.Unknown;
        return new LockHolder(state, process, DateTimeOffset.FromUnixTimeSeconds(status.otime));
    }
}
