// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Counts what is announced.</summary>
internal struct SignalOracle : IOracle
{
    private byte _begun;
    private byte _ended;

    /// <summary>Hears that somebody is about to announce.</summary>
    public string? Begin()
    {
        _begun++;
        return null;
    }

    /// <summary>Hears that it has announced.</summary>
    public string? End()
    {
        _ended++;
        return null;
    }

    /// <summary>Hears what the version is at last.</summary>
    public readonly string? Count(ulong version) =>
        version >= _ended && version <= _begun ? null : $"{_ended} to {_begun} changes were announced, and the version is {version}.";

    /// <inheritdoc/>
    public readonly void Died(int actor)
    {
    }
}
