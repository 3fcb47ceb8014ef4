// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Participants;

/// <summary>The sleepers on the words of a segment that the system does not know: a wake interrupts them. Thread-safe.</summary>
internal sealed class AddressWaiters
{
    private readonly Lock _lock = new();
    private readonly List<(long Offset, AddressWaiter Sleeper)> _sleepers = [];

    /// <summary>Adds a sleeper. From now on a wake reaches it, so it compares the word before it sleeps.</summary>
    public void Add(long offset, AddressWaiter sleeper)
    {
        lock (_lock)
        {
            _sleepers.Add((offset, sleeper));
        }
    }

    /// <summary>Removes a sleeper, unless a wake has.</summary>
    public void Remove(long offset, AddressWaiter sleeper)
    {
        lock (_lock)
        {
            _ = _sleepers.Remove((offset, sleeper));
        }
    }

    /// <summary>Wakes one sleeper on a word, or all, and removes them: the next wake goes to the next sleeper, as with futexes.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="all">Whether to wake all, or the one that was added first.</param>
    public void Wake(long offset, bool all)
    {
        lock (_lock)
        {
            while (_sleepers.FindIndex(sleeper => sleeper.Offset == offset) is >= 0 and var index)
            {
                _sleepers[index].Sleeper.Interrupt();
                _sleepers.RemoveAt(index);
                if (!all)
                {
                    return;
                }
            }
        }
    }
}
