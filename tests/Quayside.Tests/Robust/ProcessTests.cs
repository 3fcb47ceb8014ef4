// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>Participants in other processes.</summary>
public sealed partial class ProcessTests : RobustTest
{
    private const string Private = "600";

    [Fact]
    public void The_lock_of_a_killed_process_is_abandoned_to_one_and_the_data_are_called_consistent_by_it()
    {
        using var survivor = RobustLock.Open(Key);
        using (var host = StartOwner())
        {
            Assert.Equal(RobustLockResult.TimedOut, survivor.TryEnter(TimeSpan.Zero));
            host.Kill();
        }

        Assert.Equal(RobustLockResult.Abandoned, survivor.TryEnter(Watchdog.Patience));
        survivor.MarkConsistent();
        survivor.Leave();
        Assert.Equal(RobustLockResult.Acquired, survivor.TryEnter(TimeSpan.Zero));
    }

    [Fact]
    public void The_role_of_a_killed_writer_passes_on_and_its_last_value_stays()
    {
        using var survivor = LiveValue<long>.Open(Key);
        using (var host = Host.Start())
        {
            Assert.Equal("done", host.Ask($"robust\topen-value\t{Name}\t{Private}"));
            Assert.Equal("1", host.Ask("robust\twrite\t42"));
            Assert.Equal(QuaysideError.OtherWriter, Assert.Throws<QuaysideException>(() => survivor.Write(1)).Error);
            host.Kill();
        }

        Assert.Equal(42, survivor.Read());
        Assert.Equal(2, survivor.Write(43));
    }

    [Fact]
    public void What_processes_that_were_all_killed_left_is_made_anew_by_the_next_one()
    {
        using (var host = Host.Start())
        {
            Assert.Equal("done", host.Ask($"robust\topen-value\t{Name}\t{Private}"));
            Assert.Equal("1", host.Ask("robust\twrite\t42"));
            host.Kill();
        }

        using var next = LiveValue<long>.Open(Key);
        Assert.False(next.TryRead(out _));
        Assert.Equal(1, next.Write(1));
    }

    private ChildProcess StartOwner()
    {
        var host = Host.Start();
        Assert.Equal("done", host.Ask($"robust\topen-lock\t{Name}\t{Private}"));
        Assert.Equal("Acquired", host.Ask("robust\tenter\t0"));
        return host;
    }
}
