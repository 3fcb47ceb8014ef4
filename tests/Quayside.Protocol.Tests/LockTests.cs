// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.LockScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Robust locks in all interleavings: one owner at a time, who sees what the last one left, and learns if that one died.</summary>
public sealed class LockTests
{
    [Fact]
    public void Two_contenders_take_turns_and_nobody_sleeps_for_ever() => Of(new(0, 2), new(1, 2)).Holds();

    [Fact]
    public void Three_contenders_take_turns_and_nobody_sleeps_for_ever() => Of(new(0), new(1), new(2)).Holds();

    [Fact]
    public void A_contender_that_comes_back_does_not_leave_another_asleep() => Of(new(0, 2), new(1), new(2)).Holds();

    [Fact]
    public void Either_of_two_contenders_is_killed_at_any_step() => Of(new(0, 2), new(1, 2)).Killing(0, 1).Holds();

    [Fact]
    public void One_of_three_contenders_is_killed_at_any_step() => Of(new(0), new(1), new(2)).Killing(0).Holds();

    [Fact]
    public void Two_of_three_contenders_are_killed_at_any_step() => Of(new(0), new(1), new(2)).Killing(0, 1).Holds();

    [Fact]
    public void Data_stay_abandoned_until_somebody_mends_them() =>
        Of(new(0), new(1) { Mends = false }, new(2)).Killing(0).Holds();

    [Fact]
    public void Who_comes_later_into_the_place_of_a_dead_owner_is_not_mistaken_for_it() =>
        Of(new(0), new(1), new(2) { Place = 0, Generation = 2 }).Killing(0).Starting(2, after: 0).Holds();

    [Fact]
    public void Who_gives_up_waiting_does_not_leave_another_asleep() =>
        Of(new(0, 2), new(1) { HasTimeout = true }, new(2)).Holds();

    [Fact]
    public void Who_gives_up_waiting_while_two_are_killed_at_any_step_leaves_the_lock_to_others() => GivenUpAmongTheDead.Holds();

    [Fact]
    public void A_lock_taken_over_without_comparing_while_somebody_gives_up() =>
        GivenUpAmongTheDead.IsFound(Mutation.Change(
            access => access.Kind == AccessKind.CompareExchange && OwnerWord.PlaceOf(access.Expected) >= 0 && OwnerWord.PlaceOf(access.Value) >= 0
                ? access with { Kind = AccessKind.Exchange }
                : access));

    private static Scenario<LockOracle> GivenUpAmongTheDead => Of(new(0), new(1) { HasTimeout = true }, new(2)).Killing(0, 2);
}
