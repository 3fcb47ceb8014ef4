// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.LiveScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Live values in all interleavings: never torn, never older than before, and never lost with a writer.</summary>
public sealed class LiveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_reader_that_is_lapped_sees_no_torn_value(int versions) =>
        Of(versions, Writer(0, versions), Reader("R", 2), Newcomer(0)).Holds();

    [Fact]
    public void Two_readers_see_one_value_for_one_version() =>
        Of(2, Writer(0, 2), Reader("R", 1), Reader("S", 1)).Holds();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    public void A_writer_is_killed_at_any_step_and_another_takes_over(int first, int second) =>
        Of(first + second, Writer(0, first) with { MayDie = true }, Writer(1, second), Reader("R", 1), Newcomer(0, 1)).Holds();

    [Fact]
    public void Two_writers_are_killed_at_any_step_and_a_reader_still_finds_a_value() =>
        (Of(3, Writer(0, 2) with { MayDie = true }, Writer(1, 1) with { MayDie = true }, Newcomer(0, 1)) with { Deaths = 2 }).Holds();

    [Fact]
    public void A_waiter_is_woken_by_every_version() =>
        Of(2, Writer(0, 2), Waiter("W", 2)).Holds();

    [Fact]
    public void A_waiter_hears_of_a_version_when_the_writer_is_killed_and_another_takes_over() =>
        Of(2, Writer(0, 1) with { MayDie = true }, Writer(1, 1), Waiter("W", 1)).Holds();

    [Fact]
    public void A_reader_that_is_lapped_by_two_writers_that_are_killed_and_a_third_sees_no_torn_value() => LappedByThree.Holds();

    [Fact]
    public void A_value_copied_without_a_barrier_while_writers_are_killed() =>
        LappedByThree.IsFound(Mutation.Remove(access => access.Kind == AccessKind.ReadBarrier));

    private static Scenario<LiveOracle> LappedByThree => Of(
        7,
        Writer(0, 1),
        Writer(1, 3) with { MayDie = true, After = [0] },
        Writer(2, 2) with { MayDie = true, After = [1] },
        Writer(3, 1) with { After = [2] },
        Reader("R", 1) with { After = [0] },
        Newcomer(1, 2, 3)) with { Deaths = 2 };
}
