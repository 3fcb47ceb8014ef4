// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>What a <see cref="QSystemSemaphore"/> expects of its key. The numbers are QSystemSemaphore::AccessMode's.</summary>
public enum QSystemSemaphoreMode
{
    /// <summary>Uses the semaphore that is there, with the units it has, or makes one.</summary>
    Open = 0,

    /// <summary>The same; one that a crash left, so that nobody uses it any more, starts anew with the initial value.</summary>
    Create = 1,
}
