// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.RegularExpressions;
using Quayside.Testing;
using Quayside.Torture;

namespace Quayside.Crash.Tests.Torture;

/// <summary>A storm of kills of processes that make, open, publish and replace: what they leave does not grow, and the tool removes it.</summary>
/// <remarks>
/// In a world of its own (unshare(1)), where every object is one of the storm's. Processes of Windows leave nothing: its kernel removes an object
/// with its last handle.
/// </remarks>
public sealed partial class LeftoverTests
{
    private const string KillsVariable = "QUAYSIDE_STORM";
    private const int DefaultKills = 400;
    private const int First = 100;
    private const string Unshare = "/usr/bin/unshare";

    // What there is more after all kills than after the first: as many as may be there at any moment, a segment, a lock and a value for each key.
    private const int Most = 3 * StormDuty.Names;

    private static int Kills => Environment.GetEnvironmentVariable(KillsVariable) is { Length: > 0 } kills
        ? int.Parse(kills, CultureInfo.InvariantCulture)
        : DefaultKills;

    [Theory]
    [InlineData("storm-systemv")]
    [InlineData("storm-posix")]
    public async Task What_kills_leave_does_not_grow_with_them_and_the_doctor_removes_it(string mode)
    {
        var counts = await RunAsync(mode);

        // Two windows of System V cannot be closed, and strand a semaphore each time (docs/limits.md); the doctor finds it by its mark.
        Assert.Equal(4, counts.Count);
        Assert.InRange(counts[1].NotStranded - counts[0].NotStranded, int.MinValue, Most);
        Assert.All(counts.Where(_ => mode == "storm-posix"), count => Assert.Equal(0, count.Semaphores));

        // Segments that nobody has attached hold what somebody may want: they go only when that is said.
        Assert.InRange(counts[2].NotStranded, 0, 2 * StormDuty.Names);
        Assert.Equal(new Counts(0, 0, 0, 0), counts[3]);
    }

    [Fact]
    public async Task Files_that_are_left_now_and_then_are_found()
    {
        var counts = await RunAsync("storm-leak");

        Assert.InRange(counts[1].NotStranded - counts[0].NotStranded, Most + 1, int.MaxValue);
    }

    private static async Task<List<Counts>> RunAsync(string mode)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists(Unshare), "needs root and unshare(1)");

        // Not in /dev/shm, which is another one there.
        var directory = Directory.CreateTempSubdirectory("quayside-storm-").FullName;
        string[] storm =
        [
            Victims.Program, "storm", mode, First.ToString(CultureInfo.InvariantCulture), Kills.ToString(CultureInfo.InvariantCulture), directory,
            Repository.Executable("src/Quayside.Cli", "quayside"),
        ];
        using var child = ChildProcess.Start(
            Unshare,
            ["--ipc", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /dev/shm && mkdir /dev/shm/files && exec \"$@\"", "sh", .. storm],
            [new("TMPDIR", "/dev/shm/files"), new("XDG_RUNTIME_DIR", null), new("DOTNET_EnableDiagnostics", "0")]);
        var report = await Task.Run(() => child.Read(TimeSpan.FromSeconds(60 + Kills)));
        Assert.Equal(0, child.WaitForExit());
        Directory.Delete(directory, recursive: true);
        TestContext.Current.TestOutputHelper!.WriteLine($"{mode}: {report}");
        return [.. Figures().Matches(report).Select(match => new Counts(NumberIn(match, 1), NumberIn(match, 2), NumberIn(match, 3), NumberIn(match, 4)))];
    }

    private static int NumberIn(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) files, (\d+) key files, (\d+) segments, (\d+) semaphores")]
    private static partial Regex Figures();

    private sealed record Counts(int Files, int KeyFiles, int Segments, int Semaphores)
    {
        public int NotStranded => Files + KeyFiles + Segments;
    }
}
