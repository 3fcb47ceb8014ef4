// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>How an attempt to take a lock ended.</summary>
internal enum LockOutcome
{
    /// <summary>The lock is held.</summary>
    Acquired,

    /// <summary>It was not free in time.</summary>
    TimedOut,

    /// <summary>The caller gave up waiting.</summary>
    Canceled,

    /// <summary>The system refused.</summary>
    Failed,
}
