// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>How a semaphore is kept.</summary>
/// <param name="Policy">The mode that a new one gets, and whose semaphores are used.</param>
/// <param name="IsPersistent">Whether it stays when its last user goes; ignored on Windows, where the kernel decides.</param>
internal readonly record struct SemaphoreSettings(AccessPolicy Policy, bool IsPersistent)
{
    /// <summary>Gets the longest time to wait for others while it is opened; null for the usual half minute.</summary>
    public TimeSpan? OpenTimeout { get; init; }

    /// <summary>Gets the same, never null.</summary>
    public TimeSpan PatienceWithOpening => OpenTimeout ?? TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets whether units are signals, which are used up when they are taken: then none is given back when the process ends. It matters
    /// on System V alone; elsewhere none ever is.
    /// </summary>
    public bool IsForSignals { get; init; }

    /// <summary>
    /// Gets the native name of the segment whose lock is the same semaphore, or null. While that segment is there, the semaphore is left
    /// alone by those who go. For mechanisms that cannot tell by themselves who else uses it.
    /// </summary>
    public string? Segment { get; init; }
}
