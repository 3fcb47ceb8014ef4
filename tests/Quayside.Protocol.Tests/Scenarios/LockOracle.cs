// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Locks;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Knows who has the lock, whether an owner died with it, and what the data are that it protects.</summary>
internal struct LockOracle : IOracle
{
    // Actors count from 1 here; 0 is nobody.
    private byte _holder;
    private bool _isDirty;
    private ulong _value;

    /// <summary>Hears that an actor has the lock.</summary>
    public string? Enter(int actor, LockStep step)
    {
        if (_holder != 0)
        {
            return "Two have the lock.";
        }

        _holder = (byte)(actor + 1);
        return (step, _isDirty) switch
        {
            (LockStep.Acquired, true) => "An owner died, or left the data inconsistent, and the next one is not told.",
            (LockStep.Abandoned, false) => "The lock is said to be abandoned, and is not.",
            _ => null,
        };
    }

    /// <summary>Hears what the owner finds in the two words of the data.</summary>
    public readonly string? See(ulong first, ulong second) =>
        second >= _value && second <= first && first <= _value + (_isDirty ? 1UL : 0) ? null :
        $"The data are {first} and {second}, and ought to be {_value}{(_isDirty ? ", or on the way to the next" : "")}.";

    /// <summary>Hears that the owner leaves.</summary>
    public string? Leave(int actor, ulong value, bool isDirty)
    {
        var wasHolder = _holder == actor + 1;
        (_holder, _value, _isDirty) = (0, isDirty ? _value : value, isDirty);
        return wasHolder ? null : "Somebody leaves who has not the lock.";
    }

    /// <inheritdoc/>
    public void Died(int actor)
    {
        if (_holder == actor + 1)
        {
            (_holder, _isDirty) = (0, true);
        }
    }
}
