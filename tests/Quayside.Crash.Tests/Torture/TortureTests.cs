// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Torture;

namespace Quayside.Crash.Tests.Torture;

/// <summary>However many are killed at whatever moment, nothing that Quayside segments promise is broken.</summary>
public sealed class TortureTests
{
    private const string KillsVariable = "QUAYSIDE_KILLS";

    // As native code they are at work a few milliseconds after their start, else after a tenth of a second.
    private const int DefaultKills = 2000;
    private const int DefaultKillsOfManaged = 300;

    // Without a rule something goes wrong within some thousands.
    private const long OperationsOfControl = 2_000_000;

    private static int Kills => Environment.GetEnvironmentVariable(KillsVariable) is { Length: > 0 } kills
        ? int.Parse(kills, CultureInfo.InvariantCulture)
        : Victims.IsNative ? DefaultKills : DefaultKillsOfManaged;

    [Fact]
    public async Task After_thousands_of_kills_nothing_is_lost_torn_stuck_or_left()
    {
        using var run = new Run();
        using var progress = new Progress(Kills);
        await Task.Run(() => run.KillUntil(now => now.Kills >= Kills && (HasShownAll(now) || now.Kills >= 4 * Kills), progress.Show));
        run.CheckNothingIsLeft();
        TestContext.Current.TestOutputHelper!.WriteLine($"{(Victims.IsNative ? "Native" : "Managed")} processes: {run.Figures}, 0 violations");

        // Else the processes were killed before or after their work, and the test has shown nothing.
        Assert.True(HasShownAll(run));
        Assert.InRange(run.HandOvers, 1, run.MostHandOvers);
    }

    private static bool HasShownAll(Run run) => run.PutInOrder > 0 && run.Stops > 0 && run.LooksAtFrames > 0;

    [Theory(Timeout = 5 * Watchdog.Milliseconds)]
    [InlineData("no-lock", "lock")]
    [InlineData("no-protocol", "torn")]
    [InlineData("no-pin", "torn")]
    public Task The_same_run_finds_out_who_does_without(string control, string complaint) => Task.Run(() =>
    {
        using var run = new Run(control);
        var violation = Assert.Throws<ViolationException>(() => run.KillUntil(now => now.Done >= OperationsOfControl, _ => { }));
        Assert.Contains(complaint, violation.Message, StringComparison.Ordinal);
    });
}
