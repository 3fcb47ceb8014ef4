// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>What is known of the holder of a lock.</summary>
internal enum HolderState
{
    /// <summary>The lock is free, or not there.</summary>
    None,

    /// <summary>Somebody holds it, and whether they live cannot be told.</summary>
    Unknown,

    /// <summary>The holder lives.</summary>
    Alive,

    /// <summary>The holder is provably dead: nobody will ever give the lock back.</summary>
    Dead,
}
