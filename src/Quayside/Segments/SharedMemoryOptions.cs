// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Platform.Common;

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
    /// Gets the mode of a new segment and its lock, whatever the umask. The default lets only the user in who made it, as Qt does. Ignored
    /// on Windows.
    /// </summary>
    /// <remarks>
    /// It decides as well whose objects this process uses, root included: those of everybody if others may write (to read only: if they may
    /// read), those of the members of the process's group if the group may, else this user's own alone. See <see cref="TrustedOwner"/>.
    /// </remarks>
    public UnixFileMode UnixMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Gets the id of another user whose segment and lock this process uses as if they were its own user's; null, the default, for none.
    /// Ignored on Windows.
    /// </summary>
    /// <remarks>
    /// Names of shared memory are for all users alike, so another user may have put something under a name first. What belongs to another
    /// user is refused with <see cref="SharedMemoryError.PermissionDenied"/>, also if the process is root and could use it. A service that
    /// is to share with one user's program names that user here. It trusts that user with what it writes, and with its time: a program of
    /// that user may change the bytes at any moment, keep the lock, or shorten the file, which ends the process that touches it.
    /// </remarks>
    public uint? TrustedOwner { get; init; }

    /// <summary>Gets whether everybody's objects may be removed and repaired. For diagnostics that share nothing.</summary>
    internal bool TrustsEveryOwner { get; init; }

    internal AccessPolicy Policy => new(UnixMode, TrustedOwner) { TrustsEveryOwner = TrustsEveryOwner };

    /// <summary>
    /// Gets whether this process leaves the segment and its lock there when it is the last one to detach. The default is to remove
    /// them. Other processes decide for themselves: one that does not ask for this removes the segment when it is the last one. On Windows a
    /// segment always goes with its last user.
    /// </summary>
    public bool Persistent { get; init; }

    /// <summary>Throws if they cannot be met.</summary>
    internal void Validate()
    {
        Check.Timeout(LockTimeout, "options");
        Check.Mode(UnixMode, "options");
    }
}
