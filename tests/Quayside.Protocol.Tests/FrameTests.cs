// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Scenarios;

namespace Quayside.Protocol.Tests;

/// <summary>Frames in all interleavings: nobody sees one change, nobody waits for a slot that is free, and no frame is two.</summary>
public sealed class FrameTests
{
    private static readonly FrameScenario _narrow = new(Slots: 2, Readers: 1);
    private static readonly FrameScenario _common = new(Slots: 3, Readers: 1);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 2)]
    [InlineData(4, 3)]
    public void A_reader_sees_no_frame_change_and_a_publisher_without_a_slot_waits_for_it(int frames, int looks) =>
        _narrow.Of(_narrow.Publisher(frames), _narrow.Reader(0, looks)).Holds();

    [Fact]
    public void A_reader_that_comes_while_a_frame_is_drawn_sees_none_change()
    {
        var coming = _narrow with { ReadersCome = true };
        coming.Of(coming.Publisher(4), coming.Reader(0, 2)).Holds();
        coming.Of(coming.Publisher(4, keepsUnread: true), coming.Follower(0, 4)).Holds();
    }

    [Fact]
    public void A_reader_sees_no_frame_change_where_the_publisher_goes_round() =>
        _common.Of(_common.Publisher(6), _common.Reader(0, 3)).Holds();

    [Fact]
    public void Two_readers_see_no_frame_change()
    {
        var narrow = _narrow with { Readers = 2 };
        narrow.Of(narrow.Publisher(3), narrow.Reader(0, 1), narrow.Reader(1, 1)).Holds();
    }

    [Fact]
    public void A_reader_that_is_killed_at_any_step_keeps_no_slot()
    {
        var narrow = _narrow with { Readers = 2 };
        narrow.Of(narrow.Publisher(3), narrow.Reader(0, 1) with { MayDie = true }, narrow.Newcomer(1, 0, 1)).Holds();
    }

    [Fact]
    public void A_reader_that_is_killed_at_any_step_is_swept_away_and_another_sees_no_frame_change()
    {
        var narrow = _narrow with { Readers = 2 };
        narrow.Of(narrow.Publisher(3), narrow.Reader(0, 1) with { MayDie = true }, narrow.Reader(1, 1) with { After = [1] }).Holds();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_publisher_is_killed_at_any_step_and_another_goes_on(int first, int second)
    {
        var scenario = _common with { Readers = 2 };
        scenario.Of(
            scenario.Rival(0, first) with { MayDie = true }, scenario.Rival(1, second), scenario.Reader(0, 2), scenario.Newcomer(1, 0, 1)).Holds();
    }

    [Fact]
    public void Two_publishers_are_killed_at_any_step_and_a_third_goes_on()
    {
        (_common.Of(
            _common.Rival(0, 1) with { MayDie = true },
            _common.Rival(1, 1) with { MayDie = true },
            _common.Rival(2, 1),
            _common.Newcomer(0, 0, 1, 2)) with { Deaths = 2 }).Holds();
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void A_reader_of_every_frame_misses_none_when_the_publisher_waits_for_it(int slots, int frames)
    {
        var scenario = _narrow with { Slots = slots };
        scenario.Of(scenario.Publisher(frames, keepsUnread: true), scenario.Follower(0, (ulong)frames)).Holds();
    }

    [Fact]
    public void Two_readers_of_every_frame_miss_none_when_the_publisher_waits_for_them()
    {
        var scenario = _narrow with { Readers = 2 };
        scenario.Of(scenario.Publisher(3, keepsUnread: true), scenario.Follower(0, 3), scenario.Follower(1, 3) with { After = [1] }).Holds();
    }

    [Fact]
    public void A_publisher_waits_for_no_reader_of_every_frame_that_is_killed_at_any_step() =>
        _narrow.Of(_narrow.Publisher(3, keepsUnread: true), _narrow.Follower(0, 3) with { MayDie = true }).Holds();

    [Fact]
    public void A_reader_of_every_frame_gets_what_is_left_when_the_publisher_does_not_wait() =>
        _narrow.Of(_narrow.Publisher(4), _narrow.Taker(0, 4)).Holds();

    [Fact]
    public void A_reader_of_every_frame_sees_no_frame_twice_when_a_publisher_is_killed_at_any_step() =>
        _narrow.Of(_narrow.Rival(0, 1) with { MayDie = true }, _narrow.Rival(1, 1), _narrow.Taker(0, 1)).Holds();
}
