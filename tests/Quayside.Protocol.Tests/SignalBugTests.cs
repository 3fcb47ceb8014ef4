// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Model;
using Quayside.Protocol.Tests.Scenarios;
using static Quayside.Protocol.Tests.Scenarios.SignalScenario;

namespace Quayside.Protocol.Tests;

/// <summary>Bugs planted in change signals: each is found, with a shortest way to it.</summary>
public sealed class SignalBugTests
{
    private static Scenario<SignalOracle> One => Of(Publisher(0, 1), Waiter("W", 1));

    [Fact]
    public void A_version_changed_without_a_fence() =>
        One.IsFound(Mutation.Weaken(Order.OneWay, access => access.Kind == AccessKind.CompareExchange));

    [Fact]
    public void A_bell_that_is_not_set() => One.IsFound(Mutation.Remove(access => access is { Kind: AccessKind.Exchange, Value: 1 }));

    [Fact]
    public void A_version_changed_after_the_last_look_at_the_bell() =>
        Of(Publisher(0, 1, words =>
        {
            var wakes = words.Load(Bell) != 0 && words.Exchange(Bell, 0) != 0;
            words.Exchange(Count, 1);
            return wakes;
        }), Waiter("W", 1)).IsFound();

    [Fact]
    public void A_bell_cleared_after_the_version_has_changed() =>
        Of(Publisher(0, 2, words =>
        {
            words.Exchange(Count, words.Load(Count) + 1);
            return words.Load(Bell) != 0 && words.Exchange(Bell, 0) != 0;
        }), Waiter("W", 2)).IsFound();

    [Fact]
    public void A_version_that_does_not_bring_along_what_it_announces() =>
        One.IsFound(Mutation.Weaken(Order.Plain, access => access is { Kind: AccessKind.Read, Word: 0 }));

    [Fact]
    public void A_change_that_wakes_one_of_two() =>
        Of(Publisher(0, 1), Waiter("V", 1), Waiter("W", 1)).IsFound(Mutation.Change(
            access => access.Kind == AccessKind.WakeAll ? access with { Kind = AccessKind.WakeOne } : access));

    [Fact]
    public void A_change_that_wakes_nobody() => One.IsFound(Mutation.Remove(access => access.Kind == AccessKind.WakeAll));

    [Fact]
    public void Versions_counted_with_a_read_and_a_write() =>
        Of(Publisher(0, 1, Overwrite), Publisher(1, 1, Overwrite), Newcomer(0, 1)).IsFound();

    private static bool Overwrite(ActorWords<SignalOracle> words)
    {
        words.Store(Count, words.Load(Count) + 1);
        return true;
    }
}
