// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Participants;

/// <content>What the dead left.</content>
internal sealed partial class Membership
{
    /// <summary>Empties the place of a dead owner, unless somebody is in the gate: then that one, or the next to join, does so.</summary>
    /// <param name="owner">The owner bits of the word that the dead one left.</param>
    public void Sweep(ulong owner)
    {
        var place = OwnerWord.PlaceOf(owner);
        lock (Presence)
        {
            if (HasLeft || place < 0 || place >= _table.Count || place == _place || !_segment.TryEnterGate().Succeeded)
            {
                return;
            }

            if (_table.GenerationOf(place) == OwnerWord.GenerationOf(owner))
            {
                _ = SweepPlace(place);
            }

            _segment.LeaveGate();
        }
    }

    /// <summary>Empties the places of the dead who left something in their lines, unless somebody is in the gate.</summary>
    /// <returns>Whether there were any.</returns>
    public bool SweepLines()
    {
        var hasSwept = false;
        lock (Presence)
        {
            for (var place = 0; !HasLeft && place < _table.Count; place++)
            {
                // Most are alive, and that is asked without the gate.
                if (place != _place && _table.HasLine(place) && !_segment.IsClaimed(place) && _segment.TryEnterGate().Succeeded)
                {
                    hasSwept |= SweepPlace(place);
                    _segment.LeaveGate();
                }
            }
        }

        return hasSwept;
    }

    private bool SweepPlace(int place)
    {
        if (!_segment.TryClaim(place))
        {
            return false;
        }

        CrashPoint.Reached(CrashStep.SweepClaimed);
        _table.Clear(place);
        _ = _table.Renew(place);
        CrashPoint.Reached(CrashStep.SweepCleared);
        _segment.Release(place);
        CrashPoint.Reached(CrashStep.SweepReleased);
        return true;
    }
}
