// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

public sealed class PosixSemaphoreTests : IDisposable
{
    private readonly string _name = "/" + UniqueKey.Next();

    public void Dispose() => _ = PosixBackend.Instance.RemoveSemaphore(_name);

    [Fact]
    public void It_has_its_initial_value_and_is_made_once()
    {
        using var made = Open(SemaphoreDemand.Create, 3);
        using var found = Open(SemaphoreDemand.CreateOrOpen, 7);

        Assert.True(made.IsNew);
        Assert.False(found.IsNew);
        Assert.Equal(3, ValueOf(found));
        Assert.Equal(IpcError.AlreadyExists, TryOpen(SemaphoreDemand.Create, 1, out _).Error);
    }

    [Fact]
    public void Where_there_is_none_none_is_opened_nor_removed()
    {
        Assert.Equal(IpcError.NotFound, TryOpen(SemaphoreDemand.Open, 1, out _).Error);
        Assert.Equal(IpcError.NotFound, PosixBackend.Instance.RemoveSemaphore(_name).Error);
    }

    [Fact]
    public void Units_are_taken_one_by_one_and_given_together()
    {
        using var semaphore = Open(SemaphoreDemand.Create, 1);

        Assert.Equal(LockOutcome.Acquired, semaphore.Acquire(TimeSpan.Zero, default, out _));
        Assert.Equal(LockOutcome.TimedOut, semaphore.Acquire(TimeSpan.FromMilliseconds(60), default, out _));
        Assert.True(semaphore.Release(5).Succeeded);
        Assert.Equal(5, ValueOf(semaphore));
    }

    [Fact]
    public void Too_many_units_are_refused_and_none_of_them_added()
    {
        using var semaphore = Open(SemaphoreDemand.Create, int.MaxValue - 1);

        Assert.Equal(IpcError.OutOfResources, semaphore.Release(2).Error);

        Assert.Equal(int.MaxValue - 1, ValueOf(semaphore));
        Assert.Equal(IpcError.InvalidSize, TryOpen(SemaphoreDemand.Create, -1, out _).Error);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_waiting_thread_is_woken_and_a_canceled_one_gives_up()
    {
        using var semaphore = Open(SemaphoreDemand.Create, 0);
        var waiting = Background.Run(() => semaphore.Acquire(Timeout.InfiniteTimeSpan, default, out _));
        await Background.AssertBlocked(waiting);
        Assert.True(semaphore.Release(1).Succeeded);
        Assert.Equal(LockOutcome.Acquired, await waiting);

        using var source = new CancellationTokenSource();
        waiting = Background.Run(() => semaphore.Acquire(Timeout.InfiniteTimeSpan, source.Token, out _));
        await Background.AssertBlocked(waiting);
        await source.CancelAsync();
        Assert.Equal(LockOutcome.Canceled, await waiting);
    }

    [Fact]
    public void The_last_one_out_removes_it_unless_it_is_to_persist()
    {
        var first = Open(SemaphoreDemand.Create, 1);
        var second = Open(SemaphoreDemand.Open, 0);
        first.Dispose();
        Assert.Equal(1, QtPosixSemaphore.Value(_name));
        second.Dispose();
        Assert.Equal(-1, QtPosixSemaphore.Value(_name));

        Assert.True(TryOpen(SemaphoreDemand.Create, 4, out var lasting, isPersistent: true).Succeeded);
        lasting!.Dispose();
        Assert.Equal(4, QtPosixSemaphore.Value(_name));
    }

    [Fact]
    public void It_stays_while_a_foreign_program_has_it_open_and_is_renewed_when_none_does()
    {
        using var directory = new PrivateDirectory();
        using (var foreign = ForeignProgram.Start(directory, "lock", _name))
        {
            Open(SemaphoreDemand.Open, 0).Dispose();
            using var used = Open(SemaphoreDemand.Renew, 9);
            Assert.False(used.IsNew);
            Assert.Equal(0, ValueOf(used));
            foreign.Kill();
        }

        // Whoever left it last was killed, and so nobody has removed it since.
        Assert.True(TryOpen(SemaphoreDemand.CreateOrOpen, 1, out var persistent, isPersistent: true).Succeeded);
        persistent!.Dispose();
        using var renewed = Open(SemaphoreDemand.Renew, 9);
        Assert.True(renewed.IsNew);
        Assert.Equal(9, ValueOf(renewed));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_one_that_was_made_anew_moves_on_unless_it_has_units_out()
    {
        using var semaphore = Open(SemaphoreDemand.Create, 1);
        using var holder = Open(SemaphoreDemand.Open, 0);
        Assert.Equal(LockOutcome.Acquired, holder.Acquire(TimeSpan.Zero, default, out _));
        var waiting = Background.Run(() => semaphore.Acquire(Timeout.InfiniteTimeSpan, default, out _));
        await Background.AssertBlocked(waiting);

        QtPosixSemaphore.Renew(_name);

        Assert.Equal(LockOutcome.Acquired, await waiting);
        Assert.Equal(0, QtPosixSemaphore.Value(_name));
        Assert.True(holder.Release(1).Succeeded);
        Assert.Equal(0, QtPosixSemaphore.Value(_name));
        Assert.True(holder.Release(1).Succeeded);
        Assert.Equal(1, QtPosixSemaphore.Value(_name));
    }

    private static int ValueOf(IpcSemaphore semaphore)
    {
        Assert.True(semaphore.TryGetValue(out var value).Succeeded);
        return value;
    }

    private IpcSemaphore Open(SemaphoreDemand demand, int initialValue)
    {
        Assert.Equal(IpcResult.Success, TryOpen(demand, initialValue, out var semaphore));
        return semaphore!;
    }

    private IpcResult TryOpen(SemaphoreDemand demand, int initialValue, out IpcSemaphore? semaphore, bool isPersistent = false) =>
        PosixBackend.Instance.OpenSemaphore(
            _name, demand, initialValue, new SemaphoreSettings(SegmentRights.Private, isPersistent), out semaphore);
}
