// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Waiting;

namespace Quayside.Torture;

/// <summary>Kills processes that make and open objects, and counts what they leave. For a world of its own: it counts all objects of the system.</summary>
/// <param name="directory">The folder of the run, beside what is counted.</param>
/// <param name="mode">The victims' mode.</param>
internal sealed class Storm(string directory, string mode) : IDisposable
{
    private const int Victims = 8;
    private const int LongestLifeMilliseconds = 12;
    private const int Patience = 60_000;

    private static readonly TimeSpan _birth = TimeSpan.FromSeconds(3);

    private readonly Process?[] _processes = new Process?[Victims];
    private readonly long[] _done = new long[Victims];
    private readonly long[] _due = new long[Victims];
    private readonly Random _random = new(Environment.ProcessId);
    private readonly World _world = new(directory, Ledger.Lines - 1, 0);
    private int _kills;

    /// <summary>Runs, and says what it found: objects after the first kills, after all, and after the tool has tidied up.</summary>
    /// <param name="first">When to count first.</param>
    /// <param name="kills">How many processes are killed at work.</param>
    /// <param name="tool">The tool.</param>
    public string Run(int first, int kills, string tool)
    {
        var clock = Stopwatch.StartNew();
        KillUntil(first);
        var few = Count();
        KillUntil(kills);
        var many = Count();
        // What has been made just now may still be on its way, so the doctor leaves it alone.
        Thread.Sleep(_birth);
        Doctor(tool, "--fix");
        var fixedUp = Count();
        Doctor(tool, "--fix", "--orphans");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"kills {_kills} operations {_world.Ledger.Total(Torture.Count.Done)} seconds {clock.Elapsed.TotalSeconds:F0} after {first}: {few}; after all: {many}; after doctor --fix: {fixedUp}; with --orphans: {Count()}");
    }

    private static void Doctor(string tool, params string[] options)
    {
        using var doctor = Process.Start(new ProcessStartInfo(tool, ["doctor", .. options]) { RedirectStandardOutput = true })!;
        _ = doctor.StandardOutput.ReadToEnd();
        doctor.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    private void KillUntil(int kills)
    {
        while (_kills < kills)
        {
            for (var line = 0; line < Victims; line++)
            {
                Advance(line);
            }

            Thread.Sleep(1);
        }

        for (var line = 0; line < Victims; line++)
        {
            Kill(line);
        }
    }

    private void Advance(int line)
    {
        var now = Environment.TickCount64;
        if (_processes[line] is not { } process)
        {
            _done[line] = _world.Ledger.Get(line, Torture.Count.Done);
            _processes[line] = Process.Start(
                Environment.ProcessPath!, [directory, line.ToString(CultureInfo.InvariantCulture), _random.Next().ToString(CultureInfo.InvariantCulture), mode]);
            _due[line] = 0;
        }
        else if (process.HasExited)
        {
            throw new ViolationException($"A process ended by itself with exit code {process.ExitCode}.");
        }
        else if (_due[line] == 0 && _world.Ledger.Get(line, Torture.Count.Done) > _done[line])
        {
            _due[line] = now + _random.Next(LongestLifeMilliseconds);
        }
        else if (_due[line] != 0 && now >= _due[line])
        {
            Kill(line);
            _kills++;
        }
    }

    private void Kill(int line)
    {
        if (_processes[line] is { } process)
        {
            process.Kill();
            _ = process.WaitForExit(Patience);
            process.Dispose();
            _processes[line] = null;
        }
    }

    // Each table of System V has a heading.
    private static string Count()
    {
        var files = Directory.GetFiles("/dev/shm");
        var keyFiles = Directory.GetFiles(Path.GetTempPath(), "*", SearchOption.AllDirectories);
        var (segments, sets) = (File.ReadLines("/proc/sysvipc/shm").Count() - 1, File.ReadLines("/proc/sysvipc/sem").Count() - 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Length + keyFiles.Length + segments + sets} objects ({files.Length} files, {keyFiles.Length} key files, {segments} segments, {sets} semaphores)");
    }
}
