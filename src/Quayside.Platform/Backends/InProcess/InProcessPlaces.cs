// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends.InProcess;

/// <summary>Who takes part in a block: its gate, its places, its readers. Thread-safe; nothing is held through a wait.</summary>
/// <remarks>Participants are known by numbers, so that nobody is kept alive for being one: who is forgotten is collected, and says so then.</remarks>
internal sealed class InProcessPlaces
{
    private static long _lastParticipant;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _holders = [];
    private readonly HashSet<long> _readers = [];
    private long _inGate;

    /// <summary>Gets a number for a participant, which no other one has; never 0, who is nobody.</summary>
    public static long NextParticipant() => Interlocked.Increment(ref _lastParticipant);

    /// <summary>Steps into the gate if nobody else is there.</summary>
    public bool TryEnterGate(long participant)
    {
        lock (_lock)
        {
            if (_inGate != 0 && _inGate != participant)
            {
                return false;
            }

            _inGate = participant;
            return true;
        }
    }

    /// <summary>Steps out of the gate.</summary>
    public void LeaveGate(long participant)
    {
        lock (_lock)
        {
            _inGate = _inGate == participant ? 0 : _inGate;
        }
    }

    /// <summary>Gets whether somebody else stands in the gate.</summary>
    public bool IsGateTaken(long participant)
    {
        lock (_lock)
        {
            return _inGate != 0 && _inGate != participant;
        }
    }

    /// <summary>Takes a place if nobody else holds it.</summary>
    public bool TryClaim(int place, long participant)
    {
        lock (_lock)
        {
            return _holders.TryAdd(place, participant) || _holders[place] == participant;
        }
    }

    /// <summary>Takes part without a place.</summary>
    public void ClaimReading(long participant)
    {
        lock (_lock)
        {
            _ = _readers.Add(participant);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Release(int place, long participant)
    {
        lock (_lock)
        {
            if (_holders.GetValueOrDefault(place) == participant)
            {
                _ = _holders.Remove(place);
            }
        }
    }

    /// <summary>Gets whether somebody else holds a place.</summary>
    public bool IsClaimed(int place, long participant)
    {
        lock (_lock)
        {
            return _holders.TryGetValue(place, out var holder) && holder != participant;
        }
    }

    /// <summary>Gets whether somebody else takes part as a reader.</summary>
    public bool HasReaders(long participant)
    {
        lock (_lock)
        {
            return _readers.Count > (_readers.Contains(participant) ? 1 : 0);
        }
    }

    /// <summary>Gets whether nobody else takes part, with a place or reading.</summary>
    public bool IsAlone(long participant)
    {
        lock (_lock)
        {
            return !HasReaders(participant) && _holders.Values.All(holder => holder == participant);
        }
    }

    /// <summary>Gives everything back that a participant holds.</summary>
    public void Leave(long participant)
    {
        lock (_lock)
        {
            foreach (var (place, holder) in _holders)
            {
                if (holder == participant)
                {
                    _ = _holders.Remove(place);
                }
            }

            _ = _readers.Remove(participant);
            LeaveGate(participant);
        }
    }
}
