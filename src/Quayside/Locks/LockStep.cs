// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Locks;

/// <summary>What one round on a lock came to.</summary>
internal enum LockStep
{
    /// <summary>The lock is the caller's, and the data are as the last owner left them.</summary>
    Acquired,

    /// <summary>The lock is the caller's, but an owner died, and the data may be half changed.</summary>
    Abandoned,

    /// <summary>A living participant has it. If the caller wanted to wait, the owner now knows, and will wake one when it leaves.</summary>
    Busy,
}
