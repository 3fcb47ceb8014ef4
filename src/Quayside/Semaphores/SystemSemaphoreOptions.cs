// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings for a system semaphore.</summary>
public sealed record SystemSemaphoreOptions
{
    internal static SystemSemaphoreOptions Default { get; } = new();

    /// <summary>
    /// Gets the mode of a new semaphore, whatever the umask. The default lets only the user in who made it, as Qt does. Ignored on Windows.
    /// </summary>
    /// <remarks>It decides as well whose semaphores this process uses, as <see cref="SharedMemoryOptions.UnixMode"/> does for segments.</remarks>
    public UnixFileMode UnixMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Gets the id of another user whose semaphore this process uses as if it were its own user's; null, the default, for none. Ignored on
    /// Windows. See <see cref="SharedMemoryOptions.TrustedOwner"/>.
    /// </summary>
    public uint? TrustedOwner { get; init; }

    /// <summary>
    /// Gets the longest time to wait while a semaphore is opened, for a process that is about to remove it or keeps its key file locked. The
    /// default is 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> waits on. It is nearly always a matter of microseconds.
    /// </summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets whether this object leaves the semaphore there when it is the last one to go. The default is to remove it. On Windows a
    /// semaphore always goes with its last user.
    /// </summary>
    public bool Persistent { get; init; }

    /// <summary>
    /// Gets whether the kernel gives back what this process took and did not release, when it ends (SEM_UNDO). The default is true, which
    /// suits units that are borrowed, and is what Qt does. Set it to false to take signals, which are used up: else those taken would come
    /// again. Only System V can give back; elsewhere it makes no difference.
    /// </summary>
    public bool UndoOnExit { get; init; } = true;
}
