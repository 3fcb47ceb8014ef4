// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;

namespace Quayside.Protocol.Tests;

/// <summary>Bugs planted in frames: each is found, with a shortest way to it.</summary>
public sealed class FrameBugTests
{
    // The least that draws in a slot that somebody may look at.
    private static readonly FrameScenario _narrow = new(Slots: 2, Readers: 1);

    private static Scenario<FrameOracle> Lapped => _narrow.Of(_narrow.Publisher(3), _narrow.Reader(0, 1));

    private static Scenario<FrameOracle> Kept => _narrow.Of(_narrow.Publisher(3, keepsUnread: true), _narrow.Follower(0, 3));

    [Fact]
    public void A_pin_without_a_fence_before_the_second_look_at_the_slot() =>
        Lapped.IsFound(Mutation.Weaken(Order.OneWay, access => IsExchange(access, _narrow.IsPin) && access.Value != 0));

    [Fact]
    public void A_reader_that_pins_before_publishers_look_at_its_line()
    {
        var coming = _narrow with { ReadersCome = true };
        coming.Of(coming.Publisher(3), new Actor<FrameOracle>("R", new FrameReading(coming, 0, 1) { ComesLate = true })).IsFound();
    }

    [Fact]
    public void A_mark_without_a_fence_before_the_second_look_at_the_pins() =>
        Lapped.IsFound(Mutation.Weaken(Order.OneWay, access => IsExchange(access, _narrow.IsHead)));

    [Fact]
    public void A_reader_without_a_second_look_at_the_slot() =>
        Lapped.IsFound(Mutation.Swap(access => IsExchange(access, _narrow.IsPin) && access.Value != 0, access => IsRead(access, _narrow.IsHead)));

    [Fact]
    public void A_publisher_that_looks_at_the_pins_before_it_marks_the_slot_and_not_after() =>
        Lapped.IsFound(Mutation.Swap(access => IsExchange(access, _narrow.IsHead), access => IsRead(access, _narrow.IsPin)));

    [Fact]
    public void A_reader_that_looks_on_after_it_has_taken_its_pin_away() =>
        _narrow.Of(_narrow.Publisher(3), _narrow.Reading(0, new FrameReading(_narrow, 0, 1) { LooksOn = true })).IsFound();

    [Fact]
    public void A_frame_marked_as_whole_and_announced_without_order() =>
        Lapped.IsFound(Mutation.Weaken(
            Order.Plain,
            access => (access.Kind == AccessKind.Write && _narrow.IsHead(access.Word)) || IsExchange(access, FrameScenario.IsLatest)));

    [Fact]
    public void A_slot_that_is_not_whole_again_though_somebody_looks_at_it()
    {
        var scenario = new FrameScenario(Slots: 3, Readers: 2);
        Held(scenario, borrow: null).Holds();
        Held(scenario, CarelessBorrowing.WithoutRestoring).IsFound();
    }

    [Fact]
    public void A_frame_that_was_never_announced_left_whole_beside_another_of_its_sequence() =>
        _narrow.Of(
            _narrow.Rival(0, 1) with { MayDie = true },
            _narrow.Rival(1, 1, CarelessBorrowing.WithoutOrder),
            _narrow.Taker(0, 1)).IsFound();

    [Fact]
    public void A_publisher_that_does_not_look_what_readers_have_still_to_come_to() =>
        Kept.IsFound(Mutation.Change(access => IsRead(access, _narrow.IsCursor) ? access with { Kind = AccessKind.Perhaps } : access));

    [Fact]
    public void A_reader_that_wants_every_frame_and_does_not_look_whether_one_came_meanwhile() =>
        _narrow.Of(
            _narrow.Publisher(4, keepsUnread: true),
            _narrow.Reading(0, new FrameFollowing(_narrow, 0, 4) { IsHasty = true })).IsFound();

    [Fact]
    public void A_reader_that_wants_the_next_frame_before_it_has_pinned_this_one() =>
        _narrow.Of(
            _narrow.Publisher(3, keepsUnread: true),
            _narrow.Reading(0, new FrameFollowing(_narrow, 0, 3) { MovesOnFirst = true })).IsFound();

    [Fact]
    public void A_cursor_set_without_a_fence_before_the_second_look_at_the_latest_frame() =>
        Kept.IsFound(Mutation.Weaken(Order.OneWay, access => IsExchange(access, _narrow.IsCursor)));

    [Fact]
    public void A_publisher_that_sleeps_without_a_look_after_the_bell() =>
        _narrow.Of(new Actor<FrameOracle>("P", new FramePublishing(_narrow, 0, 3) { SleepsAtOnce = true }), _narrow.Reader(0, 1)).IsFound();

    [Fact]
    public void A_publisher_that_sleeps_on_a_count_that_is_news_to_it()
    {
        var scenario = _narrow with { Readers = 2 };
        scenario.Of(
            new Actor<FrameOracle>("P", new FramePublishing(scenario, 0, 3) { SleepsOnNews = true }), scenario.Reader(0, 1), scenario.Reader(1, 1)).IsFound();
    }

    [Fact]
    public void A_pin_taken_away_without_a_fence_before_the_look_at_the_bell() =>
        Lapped.IsFound(Mutation.Weaken(Order.OneWay, access => IsExchange(access, _narrow.IsPin) && access.Value == 0));

    [Fact]
    public void A_pin_taken_away_without_waking_the_publisher_that_waits_for_it() =>
        Lapped.IsFound(Mutation.Remove(access => access.Kind == AccessKind.WakeAll && access.Word == FrameScenario.Released));

    [Fact]
    public void A_reader_that_was_overtaken_and_goes_on_without_telling_the_publisher_that_waits_for_it() =>
        _narrow.Of(
            _narrow.Publisher(3, keepsUnread: true),
            _narrow.Reading(0, new FrameFollowing(_narrow, 0, 3) { GoesOn = true })).IsFound();

    // A reader looks at a frame for good; who wants the same one finds it, whatever the publisher has tried meanwhile.
    private static Scenario<FrameOracle> Held(FrameScenario scenario, Borrowing? borrow) => scenario.Of(
        new Actor<FrameOracle>("P", new FramePublishing(scenario, 0, 4) { Borrow = borrow }) { Owner = FrameScenario.PublisherOf(0) },
        scenario.Reading(0, new FrameReading(scenario, 0, 1) { Holds = true }),
        scenario.Reading(1, new FrameFindingHeld(scenario, 1, Wanted: 1)) with { After = [0, 1] });

    private static bool IsExchange(Access access, Predicate<int> isWord) => access.Kind == AccessKind.Exchange && isWord(access.Word);

    private static bool IsRead(Access access, Predicate<int> isWord) => access.Kind == AccessKind.Read && isWord(access.Word);
}
