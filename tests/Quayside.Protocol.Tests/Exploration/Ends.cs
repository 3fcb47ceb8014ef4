// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Knows from which states an end can be reached.</summary>
internal sealed class Ends
{
    private readonly List<(int From, int To)> _ways = [];
    private readonly List<int> _good = [];
    private readonly List<int> _bad = [];

    /// <summary>Adds a way from one state to another.</summary>
    public void AddWay(int from, int to) => _ways.Add((from, to));

    /// <summary>Adds a state that no way leaves.</summary>
    public void AddEnd(int state, bool isGood) => (isGood ? _good : _bad).Add(state);

    /// <summary>Gets a state from which no good end can be reached, or null: a bad end, or else one that is caught in a circle.</summary>
    public int? FindStuck(int states)
    {
        if (_bad.Count > 0)
        {
            return _bad[0];
        }

        // The ways back, sorted by where they lead to.
        var starts = new int[states + 1];
        foreach (var (_, to) in _ways)
        {
            starts[to + 1]++;
        }

        for (var state = 0; state < states; state++)
        {
            starts[state + 1] += starts[state];
        }

        var back = new int[_ways.Count];
        var filled = starts.AsSpan(0, states).ToArray();
        foreach (var (from, to) in _ways)
        {
            back[filled[to]++] = from;
        }

        var isSafe = new bool[states];
        var pending = new Stack<int>(_good);
        while (pending.TryPop(out var state))
        {
            if (!isSafe[state])
            {
                isSafe[state] = true;
                foreach (var from in back.AsSpan(starts[state]..starts[state + 1]))
                {
                    pending.Push(from);
                }
            }
        }

        var stuck = Array.IndexOf(isSafe, false);
        return stuck < 0 ? null : stuck;
    }
}
