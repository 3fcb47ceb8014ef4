// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What the system knows of a segment, without attaching to it. An immutable snapshot.</summary>
public sealed record SegmentStatus
{
    /// <summary>Gets the system's number of it: the id of shmget(2), or the inode. 0 on systems that have none.</summary>
    public required long Id { get; init; }

    /// <summary>Gets its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Gets how often it is attached, by all processes, or null when it is in use and the system does not count.</summary>
    public required long? AttachCount { get; init; }

    /// <summary>Gets the System V key that it has, 0 for none; null for other mechanisms.</summary>
    public int? SystemVKey { get; init; }

    /// <summary>Gets who made it, or null when the system does not tell.</summary>
    public ProcessStatus? Creator { get; init; }

    /// <summary>Gets who attached or detached last, or null when nobody has or the system does not tell.</summary>
    public ProcessStatus? LastUser { get; init; }

    /// <summary>Gets when it was made, or last given other rights; on POSIX when it was last written to by a system call.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Gets when somebody last attached or detached, or null when nobody has or the system does not tell.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>Gets the user id it belongs to; 0 on Windows.</summary>
    public uint OwnerId { get; init; }

    /// <summary>Gets the user's name, or null when this system has no user of that id.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Gets who may read and write it.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>Gets whether Quayside made it rather than Qt; null when that cannot be told (POSIX).</summary>
    public bool? IsMadeByQuayside { get; init; }

    /// <summary>Gets whether nobody is attached: a crash left it, or a program on purpose (<see cref="SharedMemoryOptions.Persistent"/>).</summary>
    public bool IsOrphan => AttachCount == 0;
}
