// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed.SystemV;
using Quayside.Platform.Native;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <summary>What only System V does: removal under its users, undo, and being the lock of a segment as well.</summary>
public sealed class SystemVSemaphoreTests : IDisposable
{
    private readonly IpcKey _key = IpcKey.Legacy(UniqueKey.Next(), IpcKeyType.SystemV);

    private string Name => _key.NativeSemaphoreName;

    public void Dispose()
    {
        _ = SystemSemaphore.Remove(_key);
        File.Delete(Name);
        Leftovers.AssertNone(_key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8_192)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(32_766)]
    public void Units_are_given_back_out_of_the_account_at_any_value(int others)
    {
        using var semaphore = SystemSemaphore.Create(_key, others + 1);
        var id = QtSemaphore.Find(Name);

        semaphore.Acquire();
        Assert.True(SemUndoBalance.Holds(id));
        semaphore.Release();

        Assert.False(SemUndoBalance.Holds(id));
        Assert.Equal(others + 1, semaphore.Value);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    [InlineData(5, 5)]
    [InlineData(7, 5)]
    [InlineData(100, 32_000)]
    public void Of_many_units_those_that_were_taken_come_out_of_the_account(int taken, int released)
    {
        using var semaphore = SystemSemaphore.Create(_key, taken);
        var id = QtSemaphore.Find(Name);
        for (var i = 0; i < taken; i++)
        {
            semaphore.Acquire();
        }

        semaphore.Release(released);

        Assert.Equal(released, semaphore.Value);
        Assert.Equal(taken > released, SemUndoBalance.Holds(id, Math.Max(1, taken - released)));
        Assert.False(SemUndoBalance.Holds(id, Math.Max(0, taken - released) + 1));
    }

    [Fact]
    public void It_counts_to_32767_and_not_further_and_a_release_adds_all_or_nothing()
    {
        using var semaphore = SystemSemaphore.Create(_key, 32_767);
        Assert.Throws<SystemSemaphoreException>(() => semaphore.Release());
        semaphore.Acquire();
        Assert.Throws<SystemSemaphoreException>(() => semaphore.Release(2));
        Assert.Equal(32_766, semaphore.Value);

        semaphore.Release();
        Assert.Equal(32_767, semaphore.Value);
    }

    [Fact]
    public void An_initial_value_that_is_too_large_is_refused_before_anything_is_made()
    {
        var failure = Assert.Throws<SystemSemaphoreException>(() => SystemSemaphore.Create(_key, 32_768));

        Assert.Equal(SystemSemaphoreError.OutOfResources, failure.Error);
        Assert.Contains("32767", failure.Message, StringComparison.Ordinal);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_consumer_may_take_more_signals_than_the_kernel_has_room_to_account_for()
    {
        const int More = 40_000;
        using var producer = SystemSemaphore.Create(_key, 0, new SystemSemaphoreOptions { UndoOnExit = false });
        using var consumer = SystemSemaphore.Open(_key);

        for (var i = 0; i < More; i++)
        {
            producer.Release();
            Assert.True(consumer.TryAcquire(TimeSpan.Zero));
        }

        Assert.Equal(0, consumer.Value);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Removed_while_somebody_waits_it_is_made_anew_with_the_initial_value_of_the_waiter()
    {
        using var semaphore = SystemSemaphore.Create(_key, 0);
        using var waiter = SystemSemaphore.CreateOrOpen(_key, 3);
        var waiting = Background.Run(() => waiter.TryAcquire(Watchdog.Patience));
        await Background.AssertBlocked(waiting);

        Assert.True(SystemSemaphore.Remove(_key));

        Assert.True(await waiting);
        Assert.Equal(2, waiter.Value);
        Assert.Equal(2, semaphore.Value);
    }

    [Fact]
    public void Removed_it_is_NotFound_for_who_only_opened_it_until_somebody_makes_it_anew()
    {
        using var made = SystemSemaphore.Create(_key, 1);
        using var opened = SystemSemaphore.Open(_key);
        Assert.True(SystemSemaphore.Remove(_key));

        var failure = Assert.Throws<SystemSemaphoreException>(() => opened.TryAcquire(TimeSpan.Zero));
        Assert.Equal(SystemSemaphoreError.NotFound, failure.Error);
        Assert.Contains("removed", failure.Message, StringComparison.Ordinal);

        Assert.Equal(1, made.Value);
        Assert.True(opened.TryAcquire(TimeSpan.Zero));
    }

    [Fact]
    public void What_was_taken_of_a_removed_semaphore_went_with_it_and_what_is_posted_does_not()
    {
        using var semaphore = SystemSemaphore.Create(_key, 1);
        semaphore.Acquire();
        Assert.True(SystemSemaphore.Remove(_key));

        // Qt adds one to the new semaphore, which has its unit already.
        semaphore.Release();
        Assert.Equal(1, semaphore.Value);

        Assert.True(SystemSemaphore.Remove(_key));
        semaphore.Release();
        Assert.Equal(2, semaphore.Value);
    }

    [Fact]
    public void One_whose_maker_died_before_setting_it_is_made_anew()
    {
        var unborn = QtSemaphore.MakeUnborn(Name);

        using var semaphore = SystemSemaphore.CreateOrOpen(_key, 2);

        Assert.Equal(-1, QtSemaphore.Value(unborn));
        Assert.Equal(2, semaphore.Value);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task One_that_is_just_being_made_is_waited_for()
    {
        var unborn = QtSemaphore.MakeUnborn(Name);
        var opening = Background.Run(() => SystemSemaphore.CreateOrOpen(_key, 7));
        await Background.AssertBlocked(opening);

        Assert.Equal(0, LibC.semctl(unborn, 0, LibC.SETVAL, 4));

        using var semaphore = await opening;
        Assert.Equal(4, semaphore.Value);
        Assert.Equal(unborn, QtSemaphore.Find(Name));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_waiter_follows_the_key_file_to_where_the_others_are()
    {
        using var semaphore = SystemSemaphore.Create(_key, 0);
        var waiting = Background.Run(() => semaphore.TryAcquire(Watchdog.Patience));
        await Background.AssertBlocked(waiting);
        var lost = QtSemaphore.Find(Name);

        File.Delete(Name);
        using var others = SystemSemaphore.CreateOrOpen(_key, 0);
        others.Release();

        Assert.True(await waiting);
        QtSemaphore.Remove(lost);
    }

    [Fact]
    public void A_semaphore_that_Qt_made_is_left_to_Qt()
    {
        var made = QtSemaphore.MakeUnborn(Name);
        Assert.Equal(0, LibC.semctl(made, 0, LibC.SETVAL, 2));

        using (var semaphore = SystemSemaphore.Open(_key))
        {
            semaphore.Acquire();
        }

        Assert.Equal(1, QtSemaphore.Value(made));
    }

    [Fact]
    public void While_a_living_process_may_hold_a_unit_it_stays_and_then_the_next_one_to_go_removes_it()
    {
        using var holder = Host.Start();
        Assert.Equal("made", holder.Ask($"semaphore\tcreate-or-open\t{_key}\t1"));
        Assert.Equal("done", holder.Ask("semaphore\tacquire"));
        var id = QtSemaphore.Find(Name);
        using (SystemSemaphore.Open(_key))
        {
            // The holder's object closes, and only then ours, but the holder keeps its unit.
            Assert.Equal("made", holder.Ask($"semaphore\tcreate-or-open\t{IpcKey.InProcess("another")}\t0"));
        }

        Assert.Equal(0, QtSemaphore.Value(id));
        Assert.Equal(0, holder.WaitForExit());
        SystemSemaphore.Open(_key).Dispose();
        Leftovers.AssertNone(_key, id);
    }
}
