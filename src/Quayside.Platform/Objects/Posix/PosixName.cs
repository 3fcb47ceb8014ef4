// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>How names of shm_open and sem_open become files (glibc's posix/shm-directory.h). Stateless.</summary>
internal static class PosixName
{
    /// <summary>Where the files are.</summary>
    public const string Directory = "/dev/shm";

    /// <summary>What glibc puts before the names of semaphores.</summary>
    public const string SemaphorePrefix = "sem.";

    // NAME_MAX of Linux, in bytes.
    private const int MaxLength = 255;

    /// <summary>Finds the file of a segment.</summary>
    /// <param name="name">The name; slashes in front count for nothing.</param>
    /// <param name="path">The file.</param>
    /// <returns><see cref="IpcError.InvalidName"/> when no file can have that name.</returns>
    public static IpcResult OfSegment(string name, out string path) => Find(string.Empty, name, IpcStep.OpenSegment, out path);

    /// <summary>Finds the file of a lock or a semaphore.</summary>
    /// <inheritdoc cref="OfSegment"/>
    public static IpcResult OfSemaphore(string name, out string path) => Find(SemaphorePrefix, name, IpcStep.OpenLock, out path);

    private static IpcResult Find(string prefix, string name, IpcStep step, out string path)
    {
        var stem = name.TrimStart('/');
        path = $"{Directory}/{prefix}{stem}";
        var error = stem is "" or "." or ".." || stem.Contains('/', StringComparison.Ordinal) || stem.Contains('\0', StringComparison.Ordinal)
            ? Errno.EINVAL
            : prefix.Length + Encoding.UTF8.GetByteCount(stem) > MaxLength ? Errno.ENAMETOOLONG : 0;
        return error == 0 ? IpcResult.Success : new IpcResult(IpcError.InvalidName, step, error);
    }
}
