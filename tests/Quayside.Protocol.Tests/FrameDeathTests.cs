// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;

namespace Quayside.Protocol.Tests;

/// <summary>
/// Publishers die, in slots that were all drawn in before, beside readers of each kind that pin late: no two slots say the same frame, and no
/// frame that is kept is missed. With each scenario a planted bug that it finds.
/// </summary>
public sealed class FrameDeathTests
{
    private static readonly FrameScenario _two = new(Slots: 2, Readers: 1);
    private static readonly FrameScenario _three = new(Slots: 3, Readers: 2);

    // A publisher that leaves whole what another had not announced, in a slot that somebody has pinned.
    private static readonly Mutation _clearsNothing = Mutation.Remove(
        access => access is { Kind: AccessKind.Write, Value: 0 } && _three.IsHead(access.Word));

    private static readonly Mutation _looksAtNoCursor = Mutation.Change(
        access => access.Kind == AccessKind.Read && _two.IsCursor(access.Word) ? access with { Kind = AccessKind.Perhaps } : access);

    private static Scenario<FrameOracle> TwoDead => _three.Of(
        _three.Rival(0, 3),
        _three.Rival(1, 1) with { MayDie = true, After = [0] },
        _three.Rival(2, 1) with { MayDie = true, After = [1] },
        _three.Rival(3, 1) with { After = [2] },
        _three.TakerOfOne(0, 1) with { After = [0] },
        _three.TakerOfOne(1, 4) with { After = [3, 4] }) with { Deaths = 2 };

    private static Scenario<FrameOracle> LateOneDead => _three.Of(
        _three.Rival(0, 3),
        _three.Rival(1, 1) with { MayDie = true, After = [0] },
        _three.Rival(2, 2) with { After = [1] },
        _three.TakerOfOne(0, 1) with { MayDie = true, After = [0] },
        _three.TakerOfOne(1, 4) with { After = [2, 3] }) with { Deaths = 2 };

    private static Scenario<FrameOracle> LateForTheLatest => _three.Of(
        _three.Rival(0, 1),
        _three.Rival(1, 3) with { MayDie = true, After = [0] },
        _three.Rival(2, 1) with { After = [1] },
        _three.Reader(0, 1) with { After = [0] },
        _three.TakerOfOne(1, 4) with { After = [2, 3] });

    private static Scenario<FrameOracle> Kept => _two.Of(
        _two.Rival(0, 1, keepsUnread: true) with { MayDie = true },
        _two.Rival(1, 2, keepsUnread: true) with { After = [0] },
        _two.Follower(0, 2)) with { Oracle = new() { IsStrict = true } };

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_reader_of_every_frame_sees_no_frame_twice_when_another_pinned_late_and_a_publisher_is_killed(int slots) => Late(slots).Holds();

    [Fact]
    public void A_frame_that_was_never_announced_left_whole_in_a_slot_that_is_pinned_late() => Late(slots: 3).IsFound(_clearsNothing);

    [Fact]
    public void A_reader_of_every_frame_sees_no_frame_twice_when_two_publishers_are_killed_one_after_the_other() => TwoDead.Holds();

    [Fact]
    public void A_frame_that_was_never_announced_left_whole_by_two_dead_publishers() => TwoDead.IsFound(_clearsNothing);

    [Fact]
    public void A_reader_of_every_frame_sees_no_frame_twice_when_the_late_one_is_killed_too() => LateOneDead.Holds();

    [Fact]
    public void A_frame_that_was_never_announced_left_whole_in_a_slot_that_a_dead_reader_pinned() => LateOneDead.IsFound(_clearsNothing);

    [Fact]
    public void A_reader_of_every_frame_sees_no_frame_twice_when_a_reader_of_the_latest_pinned_late() => LateForTheLatest.Holds();

    [Fact]
    public void A_frame_that_was_never_announced_left_whole_in_a_slot_that_a_reader_of_the_latest_pinned_late() =>
        LateForTheLatest.IsFound(_clearsNothing);

    [Fact]
    public void A_reader_of_every_frame_misses_none_when_a_publisher_that_waits_for_it_is_killed_and_another_goes_on() => Kept.Holds();

    [Fact]
    public void A_publisher_after_a_dead_one_that_does_not_look_what_readers_have_still_to_come_to() => Kept.IsFound(_looksAtNoCursor);

    // All slots are drawn in; the first reader wants the oldest frame, and the second one, when all is over, the one that comes next.
    private static Scenario<FrameOracle> Late(int slots)
    {
        var scenario = _three with { Slots = slots };
        return scenario.Of(
            scenario.Rival(0, slots),
            scenario.Rival(1, 1) with { MayDie = true, After = [0] },
            scenario.Rival(2, 1) with { After = [1] },
            scenario.TakerOfOne(0, 1) with { After = [0] },
            scenario.TakerOfOne(1, (ulong)slots + 1) with { After = [2, 3] });
    }
}
