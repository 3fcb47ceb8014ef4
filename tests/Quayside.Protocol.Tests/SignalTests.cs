// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.SignalScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Change signals in all interleavings: nobody sleeps through a change, and who is told of it sees what was announced.</summary>
public sealed class SignalTests
{
    [Fact]
    public void A_waiter_is_woken_by_every_change() => Of(Publisher(0, 3), Waiter("W", 3), Newcomer(0, 1)).Holds();

    [Fact]
    public void A_waiter_is_woken_by_each_of_two_publishers_and_no_change_is_lost() =>
        Of(Publisher(0, 2), Publisher(1, 1), Waiter("W", 3), Newcomer(0, 1)).Holds();

    [Fact]
    public void Two_waiters_are_woken_by_every_change() => Of(Publisher(0, 2), Waiter("V", 2), Waiter("W", 2)).Holds();

    [Fact]
    public void Two_waiters_are_woken_by_two_publishers() =>
        Of(Publisher(0, 1), Publisher(1, 1), Waiter("V", 2), Waiter("W", 2)).Holds();

    [Fact]
    public void A_waiter_that_is_killed_at_any_step_costs_the_others_nothing() =>
        (Of(Publisher(0, 2), Waiter("V", 2) with { MayDie = true }, Waiter("W", 2)) with { HasSlices = false }).Holds();

    [Fact]
    public void A_publisher_that_is_killed_at_any_step_costs_a_waiter_a_slice_at_most() =>
        Of(Publisher(0, 2) with { MayDie = true }, Publisher(1, 1), Waiter("W", 1), Newcomer(0, 1)).Holds();

    [Fact]
    public void A_publisher_and_a_waiter_are_killed_at_any_step_and_another_waiter_hears_of_the_next_change() => TwoDead.Holds();

    [Fact]
    public void A_change_that_wakes_nobody_where_others_were_killed() =>
        TwoDead.IsFound(Mutation.Remove(access => access.Kind == AccessKind.WakeAll));

    private static Scenario<SignalOracle> TwoDead => Of(
        Publisher(0, 1) with { MayDie = true },
        Publisher(1, 1) with { After = [0] },
        Waiter("V", 1) with { MayDie = true },
        Waiter("W", 1),
        Newcomer(0, 1)) with { Deaths = 2 };
}
