// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Explores a scenario and says what it came to.</summary>
internal static class Verdict
{
    /// <summary>Asserts that nothing is wrong, whatever happens.</summary>
    public static void Holds<TOracle>(this Scenario<TOracle> scenario)
        where TOracle : unmanaged, IOracle
    {
        var outcome = scenario.Explore();
        TestContext.Current.TestOutputHelper?.WriteLine($"{outcome}");
        Assert.True(outcome.Fault is null, $"{outcome}");
    }

    /// <summary>Asserts that what is wrong is found, and prints the shortest way to it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="mutation">What is wrong, unless the scenario is.</param>
    public static void IsFound<TOracle>(this Scenario<TOracle> scenario, Mutation? mutation = null)
        where TOracle : unmanaged, IOracle
    {
        var outcome = (scenario with { Mutation = mutation }).Explore();
        TestContext.Current.TestOutputHelper?.WriteLine($"{outcome}");
        Assert.True(outcome.Fault is not null, $"The planted bug is not found: {outcome}");
    }
}
