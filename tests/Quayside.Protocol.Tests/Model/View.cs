// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Model;

/// <summary>For each word, the oldest value that may still be seen. Immutable.</summary>
internal sealed class View
{
    private readonly int[] _times;

    private View(int[] times) => _times = times;

    /// <summary>Gets the time of the oldest value of a word that may still be seen.</summary>
    public int this[int word] => _times[word];

    /// <summary>Gets the view that sees everything as it was at first.</summary>
    public static View AtFirst(int words) => new(new int[words]);

    /// <summary>Moves one word on.</summary>
    public View With(int word, int time)
    {
        if (time <= _times[word])
        {
            return this;
        }

        var times = _times.AsSpan().ToArray();
        times[word] = time;
        return new(times);
    }

    /// <summary>Gets the newer of both, word for word.</summary>
    public View Join(View other)
    {
        var (newer, older) = (0, 0);
        for (var word = 0; word < _times.Length; word++)
        {
            newer |= other._times[word] > _times[word] ? 1 : 0;
            older |= other._times[word] < _times[word] ? 1 : 0;
        }

        return newer == 0 ? this : older == 0 ? other : new([.. _times.Zip(other._times, int.Max)]);
    }
}
