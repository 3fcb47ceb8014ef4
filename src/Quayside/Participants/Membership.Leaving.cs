// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Platform.Waiting;

namespace Quayside.Participants;

/// <content>Staying and leaving.</content>
internal sealed partial class Membership
{
    // Who hands out spans, which keep nothing alive: not collected before it has left, nor what it has mapped.
    private static readonly ConcurrentDictionary<Membership, bool> _anchored = [];

    private static readonly TimeSpan _leavePatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMicroseconds(50);

    // Who sleeps for this participant, and is to wake when it leaves. The set is its own lock.
    private readonly HashSet<ISleeping> _sleepers = [];

    private PinCount _stays;

    /// <summary>Interrupts a sleeper when this participant leaves. Whoever has been added looks whether it has left before it sleeps.</summary>
    public void AddSleeper(ISleeping sleeper)
    {
        lock (_sleepers)
        {
            _ = _sleepers.Add(sleeper);
        }
    }

    /// <summary>Interrupts a sleeper no more.</summary>
    public void RemoveSleeper(ISleeping sleeper)
    {
        lock (_sleepers)
        {
            _ = _sleepers.Remove(sleeper);
        }
    }

    /// <summary>Keeps this participant in the segment beyond its disposal, until <see cref="EndStay"/>. Does not block.</summary>
    /// <returns>Whether it does: not when it has been disposed.</returns>
    public bool TryStay() => _stays.TryPin();

    /// <summary>Ends a stay, and leaves if it was the last one of a participant that has been disposed.</summary>
    public void EndStay()
    {
        if (_stays.Unpin())
        {
            Leave();
        }
    }

    /// <summary>Keeps this object, and what it has mapped, from the garbage collector until it has left.</summary>
    public void Anchor() => _ = _anchored.TryAdd(this, true);

    /// <summary>
    /// Leaves the segment, once, and as soon as nobody stays; what this participant owns is abandoned. Removes the segment if it was the last
    /// one's.
    /// </summary>
    public void Dispose()
    {
        // Said first: whoever waits for something in the presence, a writer for its role, gives up and lets it go.
        if (Interlocked.Exchange(ref _hasLeft, 1) != 0)
        {
            return;
        }

        lock (_sleepers)
        {
            foreach (var sleeper in _sleepers)
            {
                sleeper.Interrupt();
            }
        }

        if (_stays.Close())
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (Presence)
        {
            if (_place != NoPlace)
            {
                _table.Clear(_place);
            }

            CrashPoint.Reached(CrashStep.LeaveBegun);
            if (!IsPersistent && EnterGate())
            {
                CrashPoint.Reached(CrashStep.LeaveInGate);

                // Asked again in the gate, where others may have made it persistent.
                if (!IsPersistent)
                {
                    RemoveIfLast();
                }
            }

            // The gate last, or together with the rest: nobody comes in between.
            _segment.Dispose();
            CrashPoint.Reached(CrashStep.Left);
        }

        _ = _anchored.TryRemove(this, out _);
    }

    private bool IsPersistent => (Words.Load(SegmentLayout.FlagsOffset) & SegmentLayout.Persistent) != 0;

    // Whoever is in the gate takes microseconds. If one is stopped there, the segment stays for the next one to find stale.
    private bool EnterGate()
    {
        var pauses = new PollingWait(_leavePatience, _firstPause);
        while (!_segment.TryEnterGate().Succeeded)
        {
            if (!pauses.TryNext(out var pause))
            {
                return false;
            }

            Thread.Sleep(pause);
        }

        return true;
    }

    private void RemoveIfLast()
    {
        if (_segment.IsAlone() && _segment.FirstPage is { } first)
        {
            first.Store(SegmentLayout.StateOffset, SegmentLayout.Gone);
            CrashPoint.Reached(CrashStep.LeaveMarked);

            // Who may not, leaves it stale.
            _ = _segment.Remove();
            CrashPoint.Reached(CrashStep.LeaveRemoved);
        }
    }
}
