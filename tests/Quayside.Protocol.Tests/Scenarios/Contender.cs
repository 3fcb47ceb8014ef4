// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Somebody who wants the lock.</summary>
/// <param name="Index">Which actor it is.</param>
/// <param name="Turns">How often it wants the lock.</param>
internal sealed record Contender(int Index, int Turns = 1)
{
    /// <summary>Gets its place among the participants.</summary>
    public int Place { get; init; } = Index;

    /// <summary>Gets its generation there.</summary>
    public uint Generation { get; init; } = 1;

    /// <summary>Gets whether it mends data that it finds half changed; otherwise it leaves them so, and says so.</summary>
    public bool Mends { get; init; } = true;

    /// <summary>Gets whether it may give up waiting.</summary>
    public bool HasTimeout { get; init; }

    /// <summary>Gets whether it forgets, wrongly, that it has slept.</summary>
    public bool Forgets { get; init; }

    /// <summary>Gets its owner bits.</summary>
    public ulong Owner => OwnerWord.Of(Place, Generation);
}
