// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Crashes;

/// <summary>Whatever a process was doing when it was killed, the next one can go on as if nothing had happened.</summary>
public sealed class KillTests
{
    private const string RoundsVariable = "QUAYSIDE_KILLS";
    private const int DefaultRounds = 60;

    // A few operations take a tenth of a millisecond, so this reaches any point of them.
    private const int LongestLifeMilliseconds = 15;

    private readonly string _key = UniqueKey.Next();

    private static int Rounds => int.Parse(
        Environment.GetEnvironmentVariable(RoundsVariable) ?? DefaultRounds.ToString(CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture);

    [Fact]
    public void After_each_of_many_kills_a_survivor_just_goes_on()
    {
        var random = new Random(Environment.ProcessId);
        var origins = new Dictionary<SharedMemoryOrigin, int>();
        for (var round = 0; round < Rounds; round++)
        {
            KillOneAtWork(random);
            using var memory = round % 2 == 0 ? SharedMemory.CreateOrAttach(_key, 100) : SharedMemory.Replace(_key, 100);
            origins[memory.Origin] = origins.GetValueOrDefault(memory.Origin) + 1;
            Assert.True(memory.TryLock(Watchdog.Patience, out var held));
            held.Span.Fill(1);
            Assert.True(held.Release());
        }

        Leftovers.AssertNone(_key);

        // Else the processes were killed before or after their work, and the test has shown nothing.
        Assert.Contains(origins.Keys, origin => origin is SharedMemoryOrigin.Recovered or SharedMemoryOrigin.Replaced);
    }

    [Fact]
    public void Those_who_are_killed_beside_a_process_at_work_do_not_disturb_it()
    {
        var random = new Random(Environment.ProcessId + 1);
        using var worker = Host.Start();
        Assert.Equal("churning", worker.Ask($"churn\t{_key}\t1"));

        for (var round = 0; round < Rounds / 2; round++)
        {
            KillOneAtWork(random);
            Assert.False(worker.HasExited, worker.Errors);
        }

        worker.Kill();
        using (var memory = SharedMemory.CreateOrAttach(_key, 1))
        {
            Assert.True(memory.Lock().Release());
            Assert.Equal(1, QtSemaphore.Value(QtSemaphore.Find(memory.Key.NativeLockName)));
        }

        Leftovers.AssertNone(_key);
    }

    private void KillOneAtWork(Random random)
    {
        using var victim = Host.Start();
        Assert.Equal("churning", victim.Ask($"churn\t{_key}\t{random.Next()}"));
        Thread.Sleep(random.Next(LongestLifeMilliseconds));
        Assert.False(victim.HasExited, victim.Errors);
        victim.Kill();
    }
}
