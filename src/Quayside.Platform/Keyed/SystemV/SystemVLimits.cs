// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The kernel's limits for segments: kernel.shmmax, kernel.shmmni and kernel.shmall (shmctl(2), proc(5)). Stateless.</summary>
internal static unsafe class SystemVLimits
{
    /// <summary>Finds out whether they leave room for one more segment, making none.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>What shmget(2) would say.</returns>
    public static IpcResult Allow(long size)
    {
        var error = ResourceLimits.CheckMemory(size);
        if (error != 0)
        {
            return SystemVErrors.From(error, IpcStep.CreateSegment);
        }

        LibC.shminfo limits;
        LibC.shm_info used;

        // Holds: locals of the kernel's sizes, checked against the C compiler's by a test.
        if (LibC.shmctl(0, LibC.IPC_INFO, &limits) < 0 || LibC.shmctl(0, LibC.SHM_INFO, &used) < 0)
        {
            return SystemVErrors.Last(IpcStep.CreateSegment);
        }

        var pages = ((ulong)size + (ulong)Environment.SystemPageSize - 1) / (ulong)Environment.SystemPageSize;
        return (ulong)size > limits.shmmax ? SystemVErrors.From(Errno.EINVAL, IpcStep.CreateSegment)
            : (ulong)used.used_ids >= limits.shmmni || pages > limits.shmall - Math.Min(used.shm_tot, limits.shmall)
                ? SystemVErrors.From(Errno.ENOSPC, IpcStep.CreateSegment)
            : IpcResult.Success;
    }
}
