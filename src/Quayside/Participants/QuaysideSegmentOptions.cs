// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside;

/// <summary>
/// Settings for opening a Quayside segment. The times are this object's, <see cref="Persistent"/> holds for the segment from the first object on that
/// asks for it; the rest is decided by the object that makes the segment.
/// </summary>
public sealed record QuaysideSegmentOptions
{
    internal static QuaysideSegmentOptions Default { get; } = new();

    /// <summary>Gets how many objects may have the segment open at once, read-only ones not counted: 1 to 4096; 64 by default.</summary>
    public int Participants { get; init; } = 64;

    /// <summary>
    /// Gets the mode of a new segment, whatever the umask. The default lets only the user in who made it. It decides as well whose
    /// segments this process opens, as <see cref="SharedMemoryOptions.UnixMode"/> does. Ignored on Windows.
    /// </summary>
    /// <remarks>
    /// Where others may read but not write, they cannot say that they wait, so every publication calls the kernel (about 0.4 us).
    /// </remarks>
    public UnixFileMode UnixMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Gets the id of another user whose segment this process opens as if it were its own user's; null, the default, for none. Ignored on
    /// Windows. See <see cref="SharedMemoryOptions.TrustedOwner"/>.
    /// </summary>
    public uint? TrustedOwner { get; init; }

    internal AccessPolicy Policy => new(UnixMode, TrustedOwner);

    /// <summary>
    /// Gets whether the segment and its contents stay when nobody has it open any more, after a crash of all as well. The default is that the
    /// last one to leave removes it, and that what a crash of all left is made anew. An object that opens a segment of others for writing makes it
    /// persistent, too. On Windows a segment always goes with its last user.
    /// </summary>
    public bool Persistent { get; init; }

    /// <summary>
    /// Gets the longest time to wait for others who are just coming in or leaving, each of whom takes microseconds. The default is 30
    /// seconds: longer than a process is stopped by accident.
    /// </summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the longest time for the first write to a live value, or the first frame, to wait for another writer or publisher to resign. The default is not to wait. A writer
    /// that is dead is not waited for.
    /// </summary>
    public TimeSpan WriterTimeout { get; init; } = TimeSpan.Zero;
}
