// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Objects.InProcess;

/// <summary>The participants of a block: its gate, its places, its readers. Thread-safe; no lock is held through a wait.</summary>
/// <remarks>Participants are numbers and not references, so that the table keeps none of them alive: the finalizer of a forgotten one releases its entries.</remarks>
internal sealed class InProcessPlaces
{
    private static long _lastParticipant;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _holders = [];
    private readonly HashSet<long> _readers = [];
    private long _inGate;

    /// <summary>Gets a unique number for a participant; never 0, which stands for none.</summary>
    public static long NextParticipant() => Interlocked.Increment(ref _lastParticipant);

    /// <summary>Enters the gate if no other participant is in it.</summary>
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

    /// <summary>Leaves the gate.</summary>
    public void LeaveGate(long participant)
    {
        lock (_lock)
        {
            _inGate = _inGate == participant ? 0 : _inGate;
        }
    }

    /// <summary>Gets whether another participant is in the gate.</summary>
    public bool IsGateTaken(long participant)
    {
        lock (_lock)
        {
            return _inGate != 0 && _inGate != participant;
        }
    }

    /// <summary>Takes a place unless another participant holds it.</summary>
    public bool TryClaim(int place, long participant)
    {
        lock (_lock)
        {
            return _holders.TryAdd(place, participant) || _holders[place] == participant;
        }
    }

    /// <summary>Adds a reader, which has no place.</summary>
    public void ClaimReading(long participant)
    {
        lock (_lock)
        {
            _ = _readers.Add(participant);
        }
    }

    /// <summary>Releases a place.</summary>
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

    /// <summary>Gets whether another participant holds a place.</summary>
    public bool IsClaimed(int place, long participant)
    {
        lock (_lock)
        {
            return _holders.TryGetValue(place, out var holder) && holder != participant;
        }
    }

    /// <summary>Gets whether there is another reader.</summary>
    public bool HasReaders(long participant)
    {
        lock (_lock)
        {
            return _readers.Count > (_readers.Contains(participant) ? 1 : 0);
        }
    }

    /// <summary>Gets whether there is no other participant, neither with a place nor reading.</summary>
    public bool IsAlone(long participant)
    {
        lock (_lock)
        {
            return !HasReaders(participant) && _holders.Values.All(holder => holder == participant);
        }
    }

    /// <summary>Releases everything that a participant holds.</summary>
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
