// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends.InProcess;

/// <summary>The free units of one semaphore and what is known of its users. Guarded by <see cref="InProcessNames.Gate"/>.</summary>
/// <param name="value">How many units are free at first.</param>
internal sealed class InProcessUnits(int value)
{
    /// <summary>Gets or sets how many units are free.</summary>
    public int Value { get; set; } = value;

    /// <summary>Gets or sets how many threads wait for a unit.</summary>
    public int Waiting { get; set; }

    /// <summary>Gets or sets how many open semaphore objects use it. Locks are not counted.</summary>
    public int Openers { get; set; }

    /// <summary>Gets or sets which taking of the lock holds now; 0 when none does.</summary>
    public long Holder { get; set; }

    /// <summary>Gets or sets when that was.</summary>
    public DateTimeOffset HeldSince { get; set; }

    /// <summary>Gets or sets how often it was taken or given back as a lock.</summary>
    public long Uses { get; set; }
}
