// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>What came of entering a <see cref="RobustLock"/>. Look at it: after <see cref="Abandoned"/> the data may be half changed.</summary>
public enum RobustLockResult
{
    /// <summary>The lock was not free in time; it is not held.</summary>
    TimedOut,

    /// <summary>The lock is held, and the last owner gave it back in order.</summary>
    Acquired,

    /// <summary>
    /// The lock is held, but an owner died with it. Repair or recompute the data, then call <see cref="RobustLock.MarkConsistent"/>;
    /// otherwise the next owner is told the same.
    /// </summary>
    Abandoned,
}
