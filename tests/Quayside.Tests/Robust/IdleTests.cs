// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>What a process uses that only waits: next to nothing, however many wait in it, and in whatever way.</summary>
/// <remarks>Measured beside no other test: a busy machine makes each look dearer.</remarks>
[Collection(nameof(Quiet))]
public sealed class IdleTests
{
    // In thousandths of a core.
    private const double Most = 1;
    private const double MostInPlace = 20;

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Hundreds_of_threads_and_tasks_that_wait_and_watchers_use_a_thousandth_of_a_core_at_most() =>
        Assert.InRange(await Share("threads,tasks,frames,watchers"), 0, Most);

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_watcher_of_changes_in_place_uses_a_fiftieth_of_a_core_at_most() => Assert.InRange(await Share("in place"), 0, MostInPlace);

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_wait_for_a_System_V_lock_costs_less_than_twice_a_thread_that_only_sleeps_as_often() =>
        Assert.InRange(await Share("systemv"), 0, 2 * await Share("sleeper"));

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_process_that_polls_is_found() => Assert.InRange(await Share("poller"), Most, 1000);

    private static async Task<double> Share(string ways)
    {
        using var child = ChildProcess.Start(Host.Path, [], []);
        var answer = await Background.Run(() => child.Ask($"wait\tidle\t{UniqueKey.Next("idle")}\t{ways}"));
        Assert.Equal(0, child.WaitForExit());
        TestContext.Current.TestOutputHelper!.WriteLine(answer);
        return double.Parse(answer.Split(' ')[^1], CultureInfo.InvariantCulture);
    }
}
