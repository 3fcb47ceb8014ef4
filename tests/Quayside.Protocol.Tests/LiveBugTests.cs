// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.LiveScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Bugs planted in live values: each is found, with a shortest way to it.</summary>
public sealed class LiveBugTests
{
    // The least that overwrites a slot.
    private static Scenario<LiveOracle> Lapped => Of(5, Writer(0, 5), Reader("R", 1));

    private static Scenario<LiveOracle> Awaited => Of(1, Writer(0, 1), Waiter("W", 1));

    [Fact]
    public void A_value_written_without_a_barrier_after_the_mark_that_it_is_not_whole() =>
        Lapped.IsFound(Mutation.Remove(access => access.Kind == AccessKind.WriteBarrier));

    [Fact]
    public void A_value_begun_before_the_mark_that_it_is_not_whole() =>
        Lapped.IsFound(Mutation.Swap(access => IsMark(access) && access.Value % 2 == 1, access => access.Kind == AccessKind.Write));

    [Fact]
    public void A_value_copied_without_a_barrier_before_the_second_look() =>
        Lapped.IsFound(Mutation.Remove(access => access.Kind == AccessKind.ReadBarrier));

    [Fact]
    public void A_value_found_and_marked_as_whole_without_order() =>
        Of(1, Writer(0, 1), Reader("R", 1)).IsFound(Mutation.Weaken(
            Order.Plain, access => IsMark(access) || access is { Kind: AccessKind.Read, Word: 2 }));

    [Fact]
    public void A_value_announced_before_the_mark_that_it_is_whole_by_a_writer_that_dies() =>
        Of(1, Writer(0, 1) with { MayDie = true }, Newcomer(0)).IsFound(
            Mutation.Swap(access => IsMark(access) && access.Value % 2 == 0, IsAnnouncement));

    [Fact]
    public void A_second_writer_beside_one_that_lives() =>
        Of(2, Writer(0, 1), Writer(1, 1), Reader("R", 1)).IsFound(Mutation.Change(
            access => access.Kind == AccessKind.IsAlive ? access with { Value = OwnerWord.Of(place: 9, generation: 9) } : access));

    [Fact]
    public void A_writer_s_role_left_without_order() =>
        Of(2, Writer(0, 1), Writer(1, 1), Newcomer(0, 1)).IsFound(Mutation.Weaken(
            Order.Plain, access => access is { Kind: AccessKind.CompareExchange or AccessKind.Exchange }));

    [Fact]
    public void A_version_announced_without_a_fence() =>
        Awaited.IsFound(Mutation.Weaken(Order.OneWay, IsAnnouncement));

    [Fact]
    public void A_version_announced_after_the_last_look_at_the_bell() =>
        Awaited.IsFound(Mutation.Swap(IsAnnouncement, access => access is { Kind: AccessKind.Read, Word: 0 }));

    private static bool IsMark(Access access) => access.Kind == AccessKind.Write && IsSequence(access.Word);

    private static bool IsAnnouncement(Access access) => access is { Kind: AccessKind.Exchange, Word: 2 };
}
