// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>Who holds a lock, as far as that can be told.</summary>
/// <param name="State">Whether it lives.</param>
/// <param name="Process">Its process id, or 0 when unknown.</param>
/// <param name="Since">When it took the lock, or null when unknown.</param>
internal readonly record struct LockHolder(HolderState State, int Process, DateTimeOffset? Since)
{
    /// <summary>Gets the holder of a lock that nobody holds.</summary>
    public static LockHolder Nobody => default;
}
