// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What is known of a lock.</summary>
public enum LockState
{
    /// <summary>Nobody holds it.</summary>
    Free,

    /// <summary>Somebody holds it who lives.</summary>
    Held,

    /// <summary>Somebody holds it, or it counts something else than a lock; whether its holder lives cannot be told.</summary>
    Unknown,

    /// <summary>Its holder is provably dead, and nobody will ever give it back.</summary>
    Dead,
}
