// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Collects what actors have seen.</summary>
internal struct LitmusOracle : IOracle
{
    private ulong _first;
    private ulong _second;
    private int _count;

    /// <summary>Hears what has been seen, in the order of the actors.</summary>
    public void See(int place, ulong value)
    {
        _ = place == 0 ? _first = value : _second = value;
        _count++;
    }

    /// <summary>Gets whether these two values have been seen.</summary>
    public readonly bool HasSeen(ulong first, ulong second) => _count == 2 && (_first, _second) == (first, second);

    /// <inheritdoc/>
    public readonly void Died(int actor)
    {
    }
}
