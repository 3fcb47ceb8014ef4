// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings for creating and attaching a segment.</summary>
public sealed record SharedMemoryOptions
{
    internal static SharedMemoryOptions Default { get; } = new();

    /// <summary>Gets what the process may do with the segment. The default is reading and writing.</summary>
    public SharedMemoryAccess Access { get; init; } = SharedMemoryAccess.ReadWrite;

    /// <summary>
    /// Gets the longest time to wait for the key's lock, under which segments are created, attached and replaced. The default is
    /// 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> waits on, as Qt does.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the mode of a new segment and its lock, whatever the umask. The default lets only the user in who made it, as Qt does. A mode
    /// that lets other users in is also needed to attach to what another user made, on mechanisms that ask (POSIX). Ignored on Windows.
    /// </summary>
    public UnixFileMode UnixMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Gets whether this process leaves the segment and its lock there when it is the last one to detach. The default is to remove
    /// them. Other processes decide for themselves: one that does not ask for this removes the segment when it is the last one. On Windows a
    /// segment always goes with its last user.
    /// </summary>
    public bool Persistent { get; init; }
}
