// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Objects.InProcess;

/// <summary>The free units of one semaphore and what is known of its users. Guarded by <see cref="InProcessNames.Gate"/>.</summary>
/// <param name="value">How many units are free at first.</param>
internal sealed class InProcessUnits(int value)
{
    private static long _lastTaking;

    /// <summary>Gets or sets how many units are free.</summary>
    public int Value { get; set; } = value;

    /// <summary>Gets or sets how many threads wait for a unit.</summary>
    public int Waiting { get; set; }

    /// <summary>Gets or sets how many open semaphore objects use it. Locks are not counted.</summary>
    public int Openers { get; set; }

    /// <summary>Gets which taking of the lock holds now; 0 when none does.</summary>
    public long Holder { get; private set; }

    /// <summary>Gets when that was.</summary>
    public DateTimeOffset HeldSince { get; private set; }

    /// <summary>Gets how often it was taken or given back as a lock.</summary>
    public long Uses { get; private set; }

    /// <summary>Notes that a unit was taken as a lock.</summary>
    /// <returns>The number of this taking, which no other has.</returns>
    public long Hold()
    {
        Holder = Interlocked.Increment(ref _lastTaking);
        HeldSince = DateTimeOffset.UtcNow;
        Uses++;
        return Holder;
    }

    /// <summary>Gives the unit back that was taken as a lock.</summary>
    public void Free()
    {
        Holder = 0;
        Value++;
        Uses++;
    }
}
