// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Torture;

namespace Quayside.Crash.Tests.Steps;

/// <summary>A scenario with its processes, once.</summary>
internal sealed class Stage : IDisposable
{
    // Who publishes frames comes as a reader too, to look at them.
    private int Places => _scenario.Kind is "frames" or "looks" ? 8 : 4;

    private const int Joins = 64;

    private readonly Scenario _scenario;
    private readonly TimeSpan _patience;
    private readonly IpcKey _key = IpcKey.PlatformSafe(UniqueKey.Next());
    private readonly QuaysideSegmentOptions _options;
    private readonly SegmentFile _file;
    private readonly ChildProcess _victim;
    private readonly Member? _survivor;
    private readonly long _version;
    private readonly Task<bool>? _sleeper;

    /// <summary>Does all that comes before the operation.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="patience">The longest wait that is not stuck.</param>
    public Stage(Scenario scenario, TimeSpan patience)
    {
        _scenario = scenario;
        _patience = patience;
        _options = new QuaysideSegmentOptions { Participants = Places, Persistent = scenario.IsPersistent, OpenTimeout = patience };
        _file = new SegmentFile(_key);
        if (scenario.HasSurvivor)
        {
            _survivor = Open();
            _survivor.Publish();
        }

        if (scenario.Dead.Length != 0)
        {
            using var dead = Start(scenario.Dead);
        }

        _victim = Start(scenario.Before);
        _version = (scenario.HasSurvivor && scenario.Kind != "lock" ? 1 : 0)
            + (scenario.IsKept ? scenario.Dead.Concat(scenario.Before).Count(verb => verb == "write") : 0);
        if (scenario.Survivor == Meanwhile.Holds)
        {
            _survivor!.Hold();
        }
        else if (scenario.Survivor == Meanwhile.Sleeps)
        {
            _sleeper = _survivor!.Sleep();
            Watchdog.WaitFor("the sleeper", () => _file.HasSleeper(scenario.Kind, Places));
        }
    }

    /// <summary>Lets the operation happen.</summary>
    /// <returns>Its steps, in order.</returns>
    public IReadOnlyList<CrashStep> Record()
    {
        Begin("record");
        var answer = _victim.Read().Split(": ");
        return [.. answer[1].Split(' ').Select(Enum.Parse<CrashStep>)];
    }

    /// <summary>Lets the victim be killed at a step.</summary>
    public void Kill(CrashStep step, int occurrence)
    {
        const int KilledBySignal = 128 + 9;
        Begin($"kill {step} {occurrence.ToString(CultureInfo.InvariantCulture)}");
        Assert.Equal(KilledBySignal, _victim.WaitForExit());
    }

    /// <summary>Lets the victim be stopped at a step, and not killed: to everybody else, what it holds is held.</summary>
    public void Stop(CrashStep step)
    {
        _victim.Send($"stop {step} 1 - {_scenario.Operation}");
        Watchdog.WaitFor("the stop", () => File.ReadAllText($"/proc/{_victim.Id}/stat").Split(") ")[^1].StartsWith('T'));
    }

    /// <summary>Checks that everything goes on without the victim.</summary>
    /// <param name="done">The steps that it did.</param>
    public void CheckAftermath(IReadOnlyList<CrashStep> done)
    {
        var version = _version + (_scenario.IsKept && done.Contains(CrashStep.VersionChanged) ? 1 : 0);
        using (var newcomer = Open())
        using (var other = _survivor is null ? Open() : null)
        {
            (_survivor ?? other)!.CheckGoesOn(newcomer, version, _scenario.LeavesAbandoned(done), _sleeper);
            CheckPlaces(alive: 2);
        }

        _survivor?.Dispose();
        if (_scenario.IsPersistent)
        {
            _file.Delete();
        }

        _file.CheckIsGone();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _victim.Dispose();
        _survivor?.Dispose();
        _file.DeleteIfThere();
    }

    private void Begin(string command)
    {
        _victim.Send($"{command} {_scenario.Meeting?.ToString() ?? "-"} {_scenario.Operation}");
        var hasMet = _scenario.Meeting is not null && _victim.TryRead(out var line) && line == "met";
        if (_scenario.Survivor == Meanwhile.Holds)
        {
            _survivor!.LetGo();
        }
        else if (_scenario.Survivor == Meanwhile.Publishes && hasMet)
        {
            _survivor!.Publish();
        }
    }

    // All that nobody alive holds can be had, at once and any number of times.
    private void CheckPlaces(int alive)
    {
        for (var join = 0; join < Joins; join++)
        {
            Open().Dispose();
        }

        var members = new List<Member>();
        try
        {
            while (members.Count < Places - alive)
            {
                members.Add(Open());
            }

            var refusal = Assert.Throws<QuaysideException>(Open);
            Assert.Equal(QuaysideError.NoFreePlace, refusal.Error);
        }
        finally
        {
            members.ForEach(member => member.Dispose());
        }
    }

    private Member Open() => Member.Open(_scenario.Kind, _key, _options, _patience);

    private ChildProcess Start(string[] verbs)
    {
        string[] arguments = [_scenario.Kind, _key.ToString(), Places.ToString(CultureInfo.InvariantCulture)];
        var process = ChildProcess.Start(
            Repository.Executable("tests/Quayside.CrashSteps", "Quayside.CrashSteps"),
            _scenario.IsPersistent ? [.. arguments, "persistent"] : arguments);
        Assert.All(verbs, verb => Assert.DoesNotContain("error", process.Ask($"do {verb}"), StringComparison.Ordinal));
        return process;
    }
}
