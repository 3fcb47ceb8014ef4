// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <summary>What becomes of units when a process is killed.</summary>
public sealed class SemaphoreCrashTests
{
    private const int Kills = 40;
    private const int LongestLifeMilliseconds = 15;

    public static TheoryData<IpcKeyType, int> UnitsAfterDeath => new()
    {
        { IpcKeyType.SystemV, 2 },
        { (IpcKeyType)84, 2 },
        { IpcKeyType.Posix, 1 },
    };

    public static TheoryData<IpcKeyType> SharedTypes => [IpcKeyType.SystemV, (IpcKeyType)84, IpcKeyType.Posix];

    [Theory]
    [MemberData(nameof(UnitsAfterDeath))]
    public void What_a_killed_process_took_comes_back_on_System_V_and_is_lost_elsewhere(IpcKeyType type, int units)
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), type);
        using var semaphore = SystemSemaphore.Create(key, 2);
        using var host = Host.Start();
        Assert.Equal("found", host.Ask($"semaphore\topen\t{key}"));
        Assert.Equal("done", host.Ask("semaphore\tacquire"));
        Assert.Equal(1, semaphore.Value);

        host.Kill();

        Assert.Equal(units, semaphore.Value);
    }

    [Theory]
    [MemberData(nameof(SharedTypes))]
    public void Signals_of_a_process_that_ended_are_still_there(IpcKeyType type)
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), type);
        using var semaphore = SystemSemaphore.Create(key, 0);
        foreach (var isKilled in (bool[])[true, false])
        {
            using var host = Host.Start();
            Assert.Equal("found", host.Ask($"semaphore\topen\t{key}"));
            Assert.Equal("done", host.Ask("semaphore\trelease\t3"));
            if (isKilled)
            {
                host.Kill();
            }
            else
            {
                Assert.Equal(0, host.WaitForExit());
            }
        }

        Assert.Equal(6, semaphore.Value);
    }

    [Theory]
    [InlineData("open", 1)]
    [InlineData("open-for-signals", 0)]
    public void Signals_that_were_taken_come_again_unless_they_are_taken_as_signals(string command, int left)
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), IpcKeyType.SystemV);
        using var semaphore = SystemSemaphore.Create(key, 1);
        using var host = Host.Start();
        Assert.Equal("found", host.Ask($"semaphore\t{command}\t{key}"));
        Assert.Equal("done", host.Ask("semaphore\tacquire"));

        host.Kill();

        Assert.Equal(left, semaphore.Value);
    }

    [Theory]
    [MemberData(nameof(SharedTypes))]
    public void Processes_that_count_under_one_unit_lose_nothing_and_with_two_units_they_do(IpcKeyType type)
    {
        Assert.Equal(0, LostWith(units: 1, type));
        Assert.NotEqual(0, LostWith(units: 2, type));
    }

    [Fact]
    public void Whatever_a_process_was_doing_when_it_was_killed_no_unit_is_lost_or_too_many()
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), IpcKeyType.SystemV);
        var random = new Random(Environment.ProcessId);
        for (var round = 0; round < Kills; round++)
        {
            using var first = StartChurn(key, random);
            using var second = StartChurn(key, random);
            Thread.Sleep(random.Next(LongestLifeMilliseconds));
            Assert.False(first.HasExited || second.HasExited, first.Errors + second.Errors);
            first.Kill();
            second.Kill();

            using var survivor = SystemSemaphore.CreateOrOpen(key, 1);
            Assert.Equal(1, survivor.Value);
            Assert.True(survivor.TryAcquire(Watchdog.Patience));
            Assert.False(survivor.TryAcquire(TimeSpan.Zero));
            survivor.Release();
        }

        Leftovers.AssertNone(key);
    }

    /// <summary>Lets two processes count at the same time, and tells how much is missing.</summary>
    private static long LostWith(int units, IpcKeyType type)
    {
        const int Times = 20_000;
        var (segment, key) = (IpcKey.Legacy(UniqueKey.Next(), type), IpcKey.Legacy(UniqueKey.Next(), type));
        using var memory = SharedMemory.Create(segment, sizeof(long));
        using var semaphore = SystemSemaphore.Create(key, units);
        using var first = Host.Start();
        using var second = Host.Start();
        first.Send($"semaphore\tcount\t{segment}\t{key}\t{Times}");
        second.Send($"semaphore\tcount\t{segment}\t{key}\t{Times}");
        Assert.Equal(("counted", "counted"), (first.Read(), second.Read()));
        using var view = memory.Pin();
        return (2 * Times) - System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(view.Span);
    }

    private static ChildProcess StartChurn(IpcKey key, Random random)
    {
        var host = Host.Start();
        Assert.Equal("churning", host.Ask($"semaphore\tchurn\t{key}\t{random.Next()}"));
        return host;
    }
}
