// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Locks;
using Quayside.Participants;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.LockScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Bugs planted in robust locks: each is found, with a shortest way to it.</summary>
public sealed class LockBugTests
{
    [Fact]
    public void A_lock_taken_without_order() =>
        Of(new(0), new(1)).IsFound(Mutation.Weaken(Order.Plain, access => access.Kind == AccessKind.CompareExchange));

    [Fact]
    public void A_lock_left_without_order() =>
        Of(new(0), new(1)).IsFound(Mutation.Weaken(Order.Plain, IsLeaving));

    [Fact]
    public void A_lock_left_before_the_last_word_is_written() =>
        Of(new(0), new(1)).IsFound(Mutation.Swap(
            access => access is { Kind: AccessKind.Write, Word: 2 }, IsLeaving));

    [Fact]
    public void A_lock_left_with_a_store_that_does_not_tell_who_waits() =>
        Of(new(0), new(1)).IsFound(Mutation.Change(
            access => IsLeaving(access) ? access with { Kind = AccessKind.Write, Order = Order.OneWay } : access));

    [Fact]
    public void A_lock_left_without_waking() =>
        Of(new(0), new(1)).IsFound(Mutation.Remove(access => access.Kind == AccessKind.WakeOne));

    [Fact]
    public void A_woken_contender_that_forgets_those_who_still_sleep() =>
        Of(new(0) { Forgets = true }, new(1) { Forgets = true }, new(2) { Forgets = true }).IsFound();

    [Fact]
    public void A_woken_contender_that_gives_up_and_forgets_those_who_still_sleep() =>
        Of(new(0, 2), new(1) { HasTimeout = true, Forgets = true }, new(2)).IsFound();

    [Fact]
    public void A_lock_taken_over_without_comparing() =>
        Of(new(0), new(1), new(2)).Killing(0).IsFound(Mutation.Change(
            access => IsTakeover(access) ? access with { Kind = AccessKind.Exchange } : access));

    [Fact]
    public void A_lock_taken_from_the_living() =>
        Of(new(0), new(1)).IsFound(Mutation.Change(
            access => access.Kind == AccessKind.IsAlive ? access with { Value = OwnerWord.Of(place: 9, generation: 9) } : access));

    [Fact]
    public void A_dead_owner_mistaken_for_who_is_in_its_place_now() =>
        Of(new(0), new(1), new(2) { Place = 0, Generation = 2 }).Killing(0).Starting(2, after: 0).IsFound(Mutation.Change(
            access => access.Kind == AccessKind.IsAlive && OwnerWord.PlaceOf(access.Value) == 0
                ? access with { Value = OwnerWord.Of(place: 0, generation: 2) }
                : access));

    [Fact]
    public void Data_left_inconsistent_without_saying_so() =>
        Of(new(0), new(1) { Mends = false }, new(2)).Killing(0).IsFound(Mutation.Change(
            access => IsLeaving(access) ? access with { Value = 0 } : access));

    [Fact]
    public void Data_called_consistent_without_saying_so() =>
        Of(new(0), new(1), new(2)).Killing(0).IsFound(Mutation.Remove(IsMarking));

    private static bool IsMarking(Access access) =>
        access.Kind == AccessKind.CompareExchange && (access.Expected & LockLayout.Dirty) != 0 && access.Value == (access.Expected & ~LockLayout.Dirty);

    private static bool IsLeaving(Access access) =>
        access.Kind == AccessKind.CompareExchange && OwnerWord.PlaceOf(access.Expected) >= 0 && OwnerWord.PlaceOf(access.Value) < 0;

    private static bool IsTakeover(Access access) =>
        access.Kind == AccessKind.CompareExchange && OwnerWord.PlaceOf(access.Expected) >= 0 && OwnerWord.PlaceOf(access.Value) >= 0 &&
        OwnerWord.PlaceOf(access.Value) != OwnerWord.PlaceOf(access.Expected);
}
