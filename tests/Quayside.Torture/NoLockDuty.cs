// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>A control: changes what a lock protects and does not take the lock.</summary>
internal sealed class NoLockDuty(World world) : IDuty
{
    private readonly Account _account = world.Ledger.AccountOf((int)Place.Attended);

    /// <inheritdoc/>
    public void DoSomething() => _account.AddOne(world.Line, isAbandoned: false, world.Random);

    /// <inheritdoc/>
    public void Leave()
    {
    }
}
