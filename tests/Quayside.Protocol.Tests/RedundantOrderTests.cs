// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;

namespace Quayside.Protocol.Tests;

/// <summary>
/// Orders that the protocols keep although nothing comes of leaving out this one alone: something else keeps them too. Whoever changes that
/// something else should know.
/// </summary>
public sealed class RedundantOrderTests
{
    private static Scenario<LockOracle> Lock => LockScenario.Of(new(0), new(1), new(2)).Killing(0);

    private static Scenario<SignalOracle> Signal => SignalScenario.Of(
        SignalScenario.Publisher(0, 2), SignalScenario.Waiter("W", 2), SignalScenario.Newcomer(0, 1));

    private static Scenario<LiveOracle> Live => LiveScenario.Of(
        5, LiveScenario.Writer(0, 4) with { MayDie = true }, LiveScenario.Writer(1, 1), LiveScenario.Reader("R", 1));

    [Fact]
    public void A_lock_needs_no_more_than_acquire_and_release() =>
        (Lock with { Mutation = Mutation.Weaken(
            Order.OneWay, access => access.Kind is AccessKind.Exchange or AccessKind.CompareExchange) }).Holds();

    [Fact]
    public void A_look_at_the_lock_needs_no_acquire_because_an_exchange_follows() =>
        (Lock with { Mutation = Mutation.Weaken(Order.Plain, access => access.Kind == AccessKind.Read) }).Holds();

    [Fact]
    public void A_look_at_the_bell_needs_no_acquire() =>
        (Signal with { Mutation = Mutation.Weaken(Order.Plain, access => access is { Kind: AccessKind.Read, Word: 1 }) }).Holds();

    [Fact]
    public void A_bell_is_cleared_without_order_because_the_version_changes_with_a_fence() =>
        (Signal with { Mutation = Mutation.Weaken(Order.Plain, access => access is { Kind: AccessKind.Exchange, Value: 0 }) }).Holds();

    /// <summary>Not so where sleeping does not compare the version: with events, or with another word.</summary>
    [Fact]
    public void A_bell_is_set_without_a_fence_because_the_kernel_compares_the_version_behind_its_own() =>
        (Signal with { Mutation = Mutation.Weaken(Order.Plain, access => access is { Kind: AccessKind.Exchange, Value: 1 }) }).Holds();

    [Fact]
    public void A_first_look_at_the_mark_needs_no_acquire_because_the_version_was_acquired() =>
        (Live with { Mutation = Mutation.Weaken(Order.Plain, access => IsMark(access, AccessKind.Read)) }).Holds();

    [Fact]
    public void A_mark_that_a_value_is_whole_needs_no_release_because_the_version_is_released() =>
        (Live with { Mutation = Mutation.Weaken(Order.Plain, access => IsMark(access, AccessKind.Write)) }).Holds();

    private static bool IsMark(Access access, AccessKind kind) => access.Kind == kind && LiveScenario.IsSequence(access.Word);
}
