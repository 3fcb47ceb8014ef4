// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <summary>What Qt's own tests of QSystemSemaphore ask for, with helper processes, on mechanisms that processes share.</summary>
public abstract class QtProcessSuite : QtSuite
{
    private static readonly TimeSpan _momentToGetStuck = TimeSpan.FromMilliseconds(300);

    private protected QtProcessSuite(Func<string, IpcKey> makeKey)
        : base(makeKey)
    {
    }

    [Fact]
    public void A_process_waits_for_a_unit_and_stops_waiting_when_it_is_killed()
    {
        var key = NewKey("processes");
        using var semaphore = new Qt.QSystemSemaphore(key, 0, Qt.QSystemSemaphoreMode.Create);
        using var waiting = Host.Start();
        waiting.Send($"semaphore\tqt-acquire\t{key}\t1");
        Assert.True(waiting.IsSilentFor(_momentToGetStuck));
        waiting.Kill();

        using var releasing = Host.Start();
        Assert.Equal("done", releasing.Ask($"semaphore\tqt-release\t{key}\t1"));
        Assert.Equal(0, releasing.WaitForExit());

        // The unit is there for the one who comes next: what a process posts outlives it.
        Assert.True(semaphore.Acquire(Watchdog.Patience));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Processes_take_and_give_back_one_unit_in_turn(int count)
    {
        ChildProcess[] helpers = [.. Enumerable.Range(0, count).Select(_ => Host.Start())];
        try
        {
            Array.ForEach(helpers, helper => helper.Send($"semaphore\tqt-acquire-release\t{Key}\t5"));

            Assert.All(helpers, helper => Assert.Equal("done", helper.Read()));
            Assert.All(helpers, helper => Assert.Equal(0, helper.WaitForExit()));
        }
        finally
        {
            Array.ForEach(helpers, helper => helper.Dispose());
        }
    }

    [Fact]
    public void No_more_units_can_be_had_than_the_initial_value()
    {
        using var first = Host.Start();
        Assert.Equal("done", first.Ask($"semaphore\tqt-acquire\t{Key}\t1"));
        first.Kill();

        using var second = Host.Start();
        second.Send($"semaphore\tqt-acquire\t{Key}\t2");
        Assert.True(second.IsSilentFor(_momentToGetStuck));
        second.Kill();

        using var releasing = Host.Start();
        Assert.Equal("done", releasing.Ask($"semaphore\tqt-release\t{Key}\t1"));
    }
}

public sealed class SystemVQtSuiteTests() : QtProcessSuite(text => IpcKey.Legacy(text, IpcKeyType.SystemV))
{
    [Fact]
    public void What_a_process_took_and_did_not_give_back_comes_back_when_it_ends()
    {
        for (var round = 0; round < 2; round++)
        {
            using var helper = Host.Start();
            Assert.Equal("done", helper.Ask($"semaphore\tqt-acquire\t{Key}\t1"));
            Assert.Equal(0, helper.WaitForExit());
        }
    }
}

public sealed class OtherProjectQtSuiteTests() : QtProcessSuite(text => IpcKey.Legacy(text, (IpcKeyType)84));

public sealed class InProcessQtSuiteTests() : QtSuite(IpcKey.InProcess);

public sealed class PosixQtSuiteTests() : QtProcessSuite(text => IpcKey.Legacy(text, IpcKeyType.Posix));
