// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings for creating and attaching a segment.</summary>
public sealed record SharedMemoryOptions
{
    /// <summary>Gets what the process may do with the segment. The default is reading and writing.</summary>
    public SharedMemoryAccess Access { get; init; } = SharedMemoryAccess.ReadWrite;

    /// <summary>
    /// Gets the longest time to wait for the key's lock, under which segments are created, attached and replaced. The default is
    /// 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> waits on, as Qt does.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
