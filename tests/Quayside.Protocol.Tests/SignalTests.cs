// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.SignalScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Change signals in all interleavings.</summary>
public sealed class SignalTests(ITestOutputHelper output)
{
    [Fact]
    public void A_waiter_is_woken_by_every_change() => Holds(new(Words, [Publisher(0, 3), Waiter("W", 3), Newcomer(2)]));

    private void Holds(Scenario<SignalOracle> scenario)
    {
        var outcome = scenario.Explore();
        output.WriteLine($"{outcome}");
        Assert.True(outcome.Fault is null, $"{outcome}");
    }
}
