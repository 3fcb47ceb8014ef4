// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.AotHost;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>This process is compiled while it runs; the other one was compiled ahead of time, by tests/aot/publish.sh.</summary>
public sealed class AheadOfTimeTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    // The other one is killed, mostly as the last one: what it leaves is stale, and is made anew to go with its maker.
    public void Dispose()
    {
        RobustLock.Open($"{_key} lock").Dispose();
        LiveValue<Reading>.Open($"{_key} value").Dispose();
        Leftovers.AssertNone(IpcKey.PlatformSafe($"{_key} lock"));
        Leftovers.AssertNone(IpcKey.PlatformSafe($"{_key} value"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_excludes_across_the_two_and_survives_the_one_that_is_killed()
    {
        await Task.Yield();
        using var other = Start();
        using var gate = RobustLock.Open($"{_key} lock");
        Assert.Equal("Acquired", other.Ask("enter"));
        Assert.Equal(RobustLockResult.TimedOut, gate.TryEnter(TimeSpan.Zero));
        Assert.Equal("left", other.Ask("leave"));
        Assert.Equal(RobustLockResult.Acquired, gate.Enter());
        Assert.Equal("TimedOut", other.Ask("try-enter"));
        gate.Leave();

        Assert.Equal("Acquired", other.Ask("enter"));
        other.Kill();
        Assert.Equal(RobustLockResult.Abandoned, gate.Enter());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_value_is_the_same_type_to_both_and_goes_both_ways()
    {
        await Task.Yield();
        using var other = Start();
        using var value = LiveValue<Reading>.Open($"{_key} value");
        Assert.Equal("1", other.Ask("write 7 36.6"));
        var reading = value.Read();
        Assert.Equal((7, 36.6, DayOfWeek.Friday, 5), (reading.Number, reading.Temperature, reading.Day, reading.Count));

        Assert.Equal("resigned", other.Ask("resign"));
        Assert.Equal(2, value.Write(new Reading(8, -1.5) { Day = DayOfWeek.Monday, Count = long.MaxValue }));
        Assert.Equal($"8 -1.5 Monday {long.MaxValue}", other.Ask("read"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_writer_that_is_killed_leaves_its_role_to_the_other_one()
    {
        await Task.Yield();
        using var other = Start();
        using var value = LiveValue<Reading>.Open($"{_key} value");
        Assert.Equal("1", other.Ask("write 7 36.6"));
        other.Kill();

        Assert.Equal(7, value.Read().Number);
        Assert.Equal(2, value.Write(default));
    }

    private ChildProcess Start()
    {
        var program = Path.Combine(Repository.Root, "artifacts", "aot", "Quayside.AotHost");
        Assert.SkipUnless(File.Exists(program), "Nothing was compiled ahead of time: tests/aot/publish.sh says why.");
        var child = ChildProcess.Start(program, [_key]);
        Assert.Equal("ahead of time", child.Ask("compiled"));
        return child;
    }
}
