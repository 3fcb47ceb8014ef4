// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>The mark of a semaphore's file which Quayside has made, and which goes with its last user: a kill of all has left one that nobody has open.</summary>
/// <remarks>
/// It is the nanoseconds of the file's last change. Bytes and mode are as the C library makes them, and nothing else of the file is free.
/// Semaphores are changed through their mappings, which leaves the time as it is; one file in a thousand million has it by chance. Stateless.
/// </remarks>
internal static unsafe class TransientMark
{
    private const uint Nanoseconds = 170_411_823;

    /// <summary>Sets the mark.</summary>
    /// <param name="descriptor">The file.</param>
    /// <param name="status">What it is.</param>
    public static void Set(int descriptor, FileStatus status)
    {
        var second = status.Changed.Seconds;
        var times = stackalloc LibC.timespec[] { new() { sec = second }, new() { sec = second, nsec = Nanoseconds } };
        _ = LibC.futimens(descriptor, times); // Holds: locals, read during the call.
    }

    /// <summary>Takes the mark away, for a user that leaves the semaphore there when it goes.</summary>
    public static void Clear(string path) => _ = LibC.utimensat(LibC.AT_FDCWD, path, times: 0, LibC.AT_SYMLINK_NOFOLLOW);

    /// <summary>Gets whether a file has the mark.</summary>
    public static bool IsOn(FileStatus status) => status.Changed.Nanoseconds == Nanoseconds;
}
