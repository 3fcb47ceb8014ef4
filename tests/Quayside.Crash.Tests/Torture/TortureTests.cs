// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Torture;

namespace Quayside.Crash.Tests.Torture;

/// <summary>However many are killed at whatever moment, nothing that Quayside segments promise is broken.</summary>
public sealed class TortureTests
{
    private const string KillsVariable = "QUAYSIDE_KILLS";
    private const int DefaultKills = 2000;
    private const int KillsOfControl = 500;

    private static int Kills => int.Parse(
        Environment.GetEnvironmentVariable(KillsVariable) ?? DefaultKills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_thousands_of_kills_nothing_is_lost_torn_stuck_or_left()
    {
        using var run = new Run();
        using var progress = new Progress(Kills);
        await Task.Run(() => run.KillMany(Kills, progress.Show));
        run.CheckNothingIsLeft();
        TestContext.Current.TestOutputHelper!.WriteLine($"{(Victims.IsNative ? "Native" : "Managed")} processes: {run.Figures}, 0 violations");

        // Else the processes were killed before or after their work, and the test has shown nothing.
        Assert.NotEqual(0, run.PutInOrder);
        Assert.NotEqual(0, run.Stops);
        Assert.NotEqual(0, run.LooksAtFrames);
        Assert.InRange(run.HandOvers, 1, run.MostHandOvers);
    }

    [Theory(Timeout = 5 * Watchdog.Milliseconds)]
    [InlineData("no-lock", "lock")]
    [InlineData("no-protocol", "torn")]
    [InlineData("no-pin", "torn")]
    public Task The_same_run_finds_out_who_does_without(string control, string complaint) => Task.Run(() =>
    {
        using var run = new Run(control);
        var violation = Assert.Throws<ViolationException>(() => run.KillMany(KillsOfControl, _ => { }));
        Assert.Contains(complaint, violation.Message, StringComparison.Ordinal);
    });
}
