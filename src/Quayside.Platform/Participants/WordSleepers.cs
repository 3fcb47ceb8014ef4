// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Participants;

/// <summary>Who sleeps on the words of a segment of which the system knows nothing, so that who wakes interrupts them itself. Thread-safe.</summary>
internal sealed class WordSleepers
{
    private readonly Lock _lock = new();
    private readonly List<(long Offset, WordSleeper Sleeper)> _sleepers = [];

    /// <summary>Notes that somebody will sleep on a word. From now on a wake reaches it: it looks at the word before it sleeps.</summary>
    public void Add(long offset, WordSleeper sleeper)
    {
        lock (_lock)
        {
            _sleepers.Add((offset, sleeper));
        }
    }

    /// <summary>Notes that it does so no more, unless it has been woken.</summary>
    public void Remove(long offset, WordSleeper sleeper)
    {
        lock (_lock)
        {
            _ = _sleepers.Remove((offset, sleeper));
        }
    }

    /// <summary>Wakes who sleeps on a word. Who has been woken is not woken again before it sleeps again: the next wake is the next one's.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="all">Whether to wake all, or the one that has slept for longest.</param>
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
