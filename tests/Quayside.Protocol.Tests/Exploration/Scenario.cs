// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Actors, the words they share, and who judges them.</summary>
/// <param name="Words">The words; all are 0 at first.</param>
/// <param name="Actors">The actors.</param>
internal sealed record Scenario<TOracle>(IReadOnlyList<Word> Words, IReadOnlyList<Actor<TOracle>> Actors)
    where TOracle : unmanaged, IOracle
{
    /// <summary>Gets how many may die in one run.</summary>
    public int Deaths { get; init; } = 1;

    /// <summary>
    /// Gets whether a sleep may end by itself once somebody has died: wakes die with those who should have given them or passed them on,
    /// and sleepers then look again at the end of a slice. While nobody has died, every sleeper must be woken.
    /// </summary>
    public bool HasSlices { get; init; } = true;

    /// <summary>Gets how many slices may end while somebody is awake; when nobody is, all end.</summary>
    public int Slices { get; init; } = 2;

    /// <summary>Gets what is wrong with the protocol, on purpose.</summary>
    public Mutation? Mutation { get; init; }

    /// <summary>Gets what the oracle knows at first.</summary>
    public TOracle Oracle { get; init; }

    /// <summary>Tries everything.</summary>
    public Outcome Explore() => new Explorer<TOracle>(this).Run();
}
