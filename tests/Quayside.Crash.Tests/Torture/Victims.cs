// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Platform.Native;
using Quayside.Testing;
using Quayside.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Torture;

/// <summary>The processes of one line in the ledger: one at a time, each killed after a random time, and the next one started at once.</summary>
/// <param name="world">The run.</param>
/// <param name="directory">Its folder.</param>
/// <param name="line">The line.</param>
/// <param name="mode">More for the command line.</param>
internal sealed class Victims(World world, string directory, int line, string[] mode) : IDisposable
{
    private const int LongestStartMilliseconds = 200;
    private const int LivesBetweenEarlyDeaths = 10;
    private const int LongestStopMilliseconds = 30;
    private const int LivesBetweenStops = 10;
    private const int LivesBetweenLongStops = 1000;

    /// <summary>As long as a process is stopped that has the bad luck.</summary>
    private const int LongStopMilliseconds = 10_000;

    private const int Killed = 128 + 9;
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    // As native code it is at work in a few milliseconds; without a C compiler, or where it was built of other sources, it runs as it was built.
    private static readonly string _native = Path.Combine(Repository.Root, "artifacts/torture/Quayside.Torture");
    private static readonly Lazy<bool> _isNative = new(() => File.Exists(_native) && File.Exists(SourcesFile) && File.ReadAllText(SourcesFile) == CurrentSources());

    // Enough for some operations; what runs as it was built compiles each of them first.
    private static int LongestLifeMilliseconds => IsNative ? 50 : 400;

    private readonly Queue<Process> _dying = [];
    private Process? _process;
    private long _due;
    private long _done;
    private bool _isWorking;
    private bool _isStopped;
    private long? _begunAt;
    private int _pause;

    /// <summary>Gets whether the processes are native code, of the sources that are here.</summary>
    public static bool IsNative => _isNative.Value;

    /// <summary>Gets the program.</summary>
    public static string Program => IsNative ? _native : Repository.Executable("tests/Quayside.Torture", "Quayside.Torture");

    /// <summary>Gets how many were killed at work: each had done something.</summary>
    public int Kills { get; private set; }

    /// <summary>Gets how many were killed before they had done anything, which shows little.</summary>
    public int Early { get; private set; }

    /// <summary>Gets how many were stopped and went on.</summary>
    public int Stops { get; private set; }

    /// <summary>Starts, stops, continues or kills a process if it is time.</summary>
    public void Advance()
    {
        Bury(process => process.HasExited);
        if (_process is null)
        {
            Start();
            return;
        }

        if (_process.HasExited)
        {
            throw new ViolationException($"Process {_process.Id} ended by itself with exit code {_process.ExitCode}.");
        }

        if (!_isWorking && IsAtWork(_process))
        {
            _isWorking = true;
            _due = Later(LongestLifeMilliseconds);
        }
        else if (!_isWorking && _begunAt is { } begun && Stopwatch.GetElapsedTime(begun) > Watchdog.Patience)
        {
            throw new ViolationException($"Process {_process.Id} has done nothing yet after {Watchdog.Patience.TotalSeconds} s.");
        }
        else if (Environment.TickCount64 >= _due)
        {
            Interrupt(_process);
        }
    }

    /// <summary>Kills the process that runs, and does not wait for its end.</summary>
    public void End()
    {
        if (_process is not null)
        {
            var wasAtWork = IsAtWork(_process);
            _ = LibC.kill(_process.Id, Kill);
            _dying.Enqueue(_process);
            _process = null;
            (Kills, Early) = wasAtWork ? (Kills + 1, Early) : (Kills, Early + 1);
        }
    }

    /// <summary>Waits for the end of all that were killed.</summary>
    public void Bury() => Bury(process => process.WaitForExit(Watchdog.Patience));

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        while (_dying.TryDequeue(out var process))
        {
            process.Dispose();
        }
    }

    private void Bury(Func<Process, bool> hasExited)
    {
        while (_dying.TryPeek(out var process) && hasExited(process))
        {
            var code = process.ExitCode;
            _dying.Dequeue().Dispose();
            if (code != Killed)
            {
                throw new ViolationException($"A process ended by itself with exit code {code}.");
            }
        }
    }

    private static string SourcesFile => Path.Combine(Path.GetDirectoryName(_native)!, "sources");

    private static string CurrentSources()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tests/aot/torture.sh"), ["--sources"]) { RedirectStandardOutput = true })!;
        return script.StandardOutput.ReadToEnd();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static long LaterIn(int milliseconds) => Environment.TickCount64 + milliseconds;

    private void Start()
    {
        string[] arguments = [directory, Text(line), Text(world.Random.Next())];
        _done = world.Ledger.Get(line, Count.Done);
        _process = Process.Start(Program, [.. arguments, .. mode]);
        _isWorking = false;

        // Most are left alone until they are at work, however long that takes on this machine.
        var dies = world.Random.Next(LivesBetweenEarlyDeaths) == 0;
        _begunAt = dies ? null : Stopwatch.GetTimestamp();
        _due = dies ? LaterIn(world.Random.Next(LongestStartMilliseconds)) : long.MaxValue;
        _isStopped = false;
        _pause = world.Random.Next(LivesBetweenLongStops) == 0 ? LongStopMilliseconds
            : world.Random.Next(LivesBetweenStops) == 0 ? world.Random.Next(1, LongestStopMilliseconds)
            : 0;
    }

    private void Interrupt(Process process)
    {
        if (_isStopped)
        {
            _isStopped = false;
            _pause = 0;
            Stops++;
            _ = LibC.kill(process.Id, Continue);
            _due = Later(LongestLifeMilliseconds);
        }
        else if (_pause > 0)
        {
            _isStopped = true;
            _ = LibC.kill(process.Id, Stop);
            _due = LaterIn(_pause);
        }
        else
        {
            End();
            Start();
        }
    }

    // It says who it is before it begins, and counts what it has done.
    private bool IsAtWork(Process process) =>
        world.Ledger.Get(line, Count.Process) == process.Id && world.Ledger.Get(line, Count.Done) > _done;

    // Short lives are likelier, because kills count.
    private long Later(int longest) => LaterIn(world.Random.Next(1, world.Random.Next(1, longest) + 1));
}
