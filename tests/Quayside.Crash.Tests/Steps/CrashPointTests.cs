// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Crash.Tests.Torture;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>Whoever is killed at whatever step of whatever operation, the others go on, and the next one too.</summary>
public sealed class CrashPointTests
{
    // A wait goes round; the first two rounds are different, the others like the second.
    private const int MostOccurrences = 2;

    private static readonly TimeSpan _shortPatience = TimeSpan.FromSeconds(1);

    /// <summary>Gets the names of the scenarios.</summary>
    public static TheoryData<string> Operations { get; } = [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory(Timeout = 5 * Watchdog.Milliseconds)]
    [MemberData(nameof(Operations))]
    public Task After_a_kill_at_each_step_of_an_operation_all_others_go_on(string operation) => Task.Run(() =>
    {
        var scenario = Scenarios.All.Single(candidate => candidate.Name == operation);
        var steps = Record(scenario);
        Assert.NotEmpty(steps);
        foreach (var (step, occurrence, done) in PointsOf(steps))
        {
            using var stage = new Stage(scenario, Watchdog.Patience);
            stage.Kill(step, occurrence);
            stage.CheckAftermath(done);
            var version = done.Contains(CrashStep.VersionChanged) ? "new version" : "old version";
            var state = scenario.Kind != "lock" ? version : scenario.LeavesAbandoned(done) ? "lock abandoned" : "lock free";
            Print($"{operation,-48} {step,-18} {occurrence.ToString(CultureInfo.InvariantCulture)}  {state,-15} survived");
        }
    });

    [Fact(Timeout = 5 * Watchdog.Milliseconds)]
    public Task Each_step_is_part_of_an_operation_in_which_somebody_is_killed() => Task.Run(() =>
    {
        var steps = Scenarios.All.SelectMany(Record).ToHashSet();
        Assert.Empty(Enum.GetValues<CrashStep>().Except(steps));
    });

    [Theory(Timeout = 5 * Watchdog.Milliseconds)]
    [InlineData("take a free lock", nameof(CrashStep.LockTaken), "stuck")]
    [InlineData("open what is there", nameof(CrashStep.GateEntered), "gate")]
    [InlineData("leave with others there", nameof(CrashStep.LeaveBegun), "places are taken")]
    [InlineData("write a value for the first time", nameof(CrashStep.WriteBegun), "one writer at a time")]
    public Task The_same_checks_fail_when_the_victim_is_only_stopped(string operation, string step, string complaint) => Task.Run(() =>
    {
        using var stage = new Stage(Scenarios.All.Single(candidate => candidate.Name == operation), _shortPatience);
        stage.Stop(Enum.Parse<CrashStep>(step));
        var failure = Assert.ThrowsAny<Exception>(() => stage.CheckAftermath([Enum.Parse<CrashStep>(step)]));
        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    });

    private static IReadOnlyList<CrashStep> Record(Scenario scenario)
    {
        using var stage = new Stage(scenario, Watchdog.Patience);
        return stage.Record();
    }

    private static IEnumerable<(CrashStep Step, int Occurrence, IReadOnlyList<CrashStep> Done)> PointsOf(IReadOnlyList<CrashStep> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            IReadOnlyList<CrashStep> done = [.. steps.Take(index + 1)];
            var occurrence = done.Count(step => step == steps[index]);
            if (occurrence <= MostOccurrences)
            {
                yield return (steps[index], occurrence, done);
            }
        }
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
