// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>Limits that would end this process if it went beyond them, looked at before. Stateless and thread-safe.</summary>
internal static class ResourceLimits
{
    // Below this the look would cost more than the segment, and any other allocation of the program may be the one that is too much.
    private const long SmallestLookedAt = 4 << 20;

    /// <summary>Gets the largest size of a file that this process may make (RLIMIT_FSIZE, setrlimit(2)); null when there is no limit.</summary>
    public static unsafe long? LargestFile
    {
        get
        {
            LibC.rlimit limit;
            return LibC.getrlimit(LibC.RLIMIT_FSIZE, &limit) == 0 && limit.cur <= long.MaxValue ? (long)limit.cur : null; // Holds: a local that libc fills.
        }
    }

    /// <summary>Finds out whether a file of shared memory of this size would go beyond a limit.</summary>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="more">How many bytes of it have no memory yet.</param>
    /// <returns>0, EFBIG (the limit for files), or ENOMEM (the control group's limit for memory).</returns>
    public static int CheckFile(long size, long more) => size > LargestFile ? Errno.EFBIG : CheckMemory(more);

    /// <summary>Finds out whether this process would be killed for taking so much memory.</summary>
    /// <param name="more">How many bytes more.</param>
    /// <returns>0 or ENOMEM.</returns>
    public static int CheckMemory(long more) =>
        more >= SmallestLookedAt && ControlGroup.FindTightest() is { } group && more > group.Room ? Errno.ENOMEM : 0;
}
