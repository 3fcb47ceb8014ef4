// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.Windows;
using Quayside.Platform.Objects.Windows;
using Quayside.Testing;
using Quayside.Tests.Backends;
using Quayside.Tests.Support;

namespace Quayside.Windows.Tests;

[SupportedOSPlatform("windows")]
public sealed class WindowsBackendTests : InterprocessContract
{
    private protected override IpcBackend Backend => WindowsBackend.Instance;

    private protected override bool KnowsHolders => false;

    private protected override int UnitsWhenFree => -1;

    private protected override IpcKey NewKey() => IpcKey.Windows(OnWindowsAttribute.UniqueName());

    private protected override int UnitsOf(string lockName)
    {
        if (!KernelSemaphore.Open(lockName, out var semaphore).Succeeded)
        {
            return -1;
        }

        using (semaphore)
        {
            Assert.True(semaphore!.TryGetCount(out var count).Succeeded);
            return count;
        }
    }

    private protected override long SizeFor(long asked) => (asked + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize;

    private protected override long? CountFor(int attached, bool seenFromInside) => null;

    [Fact]
    public void The_size_asked_for_is_known_to_the_maker_alone()
    {
        Assert.Equal(5000, Create(5000).RequestedSize);

        Assert.Null(Open().RequestedSize);
    }

    [Fact]
    public void Nothing_is_replaced_or_removed_that_somebody_uses()
    {
        var made = Create();
        made.Region.Slice(0, 1)[0] = 42;

        Assert.Equal(IpcError.InUse, Backend.ReplaceSegment(Name, 200, Rights(), out var none).Error);
        Assert.Null(none);
        Assert.Equal(IpcError.InUse, Backend.RemoveSegment(Name).Error);

        Assert.Equal(42, Open().Region.ReadOnlySlice(0, 1)[0]);
    }

    [Fact]
    public void A_refused_creation_does_not_keep_the_segment_alive()
    {
        var made = Create();
        Assert.Equal(IpcError.AlreadyExists, Backend.CreateSegment(Name, 1, Rights(), out _).Error);

        Detach(made);

        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void A_segment_goes_with_the_process_that_is_killed()
    {
        using var peer = StartPeer();
        Assert.False(Backend.IsAbsent(Name));

        peer.Kill();

        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void A_read_only_segment_is_opened_with_read_rights_only()
    {
        _ = Create();
        using var reader = Open(writable: false);

        // The view of the very section that the reader has cannot be one to write.
        Assert.False(reader.Region.IsWritable);
        Assert.Equal(0, reader.Region.ReadOnlySlice(0, 1)[0]);
    }

    [Fact]
    public void A_segment_larger_than_4_GiB_keeps_its_size()
    {
        const long Size = (4L << 30) + 1;
        var result = Backend.CreateSegment(Name, Size, Rights(), out var made);
        Assert.SkipWhen(result.Error == IpcError.OutOfResources, "There is no room here for 4 GiB.");
        Assert.Equal(IpcResult.Success, result);

        Keep(made).Region.Slice(Size - 1, 1)[0] = 42;

        Assert.Equal(SizeFor(Size), Open().Region.Length);
        Assert.Equal(42, Open().Region.ReadOnlySlice(Size - 1, 1)[0]);
    }

    [Fact]
    public void A_lock_is_there_only_while_somebody_waits_for_it_or_holds_it()
    {
        var key = NewLock();
        Assert.Equal(-1, UnitsOf(LockName));

        var ticket = Take(key);
        Assert.Equal(0, UnitsOf(LockName));

        Assert.True(key.Release(ticket));
        Assert.Equal(-1, UnitsOf(LockName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_lock_of_a_process_that_is_killed_stays_held_until_those_who_have_it_open_are_gone()
    {
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));
        using var giveUp = new CancellationTokenSource();
        var waiter = NewLock();
        var waiting = Background.Run(() => waiter.Acquire(Timeout.InfiniteTimeSpan, true, giveUp.Token, out _, out _));
        await Background.AssertBlocked(waiting);

        peer.Kill();

        await Background.AssertBlocked(waiting);
        Assert.Equal(HolderState.Unknown, waiter.FindHolder().State);
        await giveUp.CancelAsync();
        Assert.Equal(LockOutcome.Canceled, await waiting);
        Assert.True(waiter.Release(Take(waiter)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_is_freed_by_force_only_and_its_earlier_holder_does_not_free_it_again()
    {
        var holder = NewLock();
        var lost = Take(holder);
        var waiter = NewLock();
        var waiting = Background.Run(() => Take(waiter));
        await Background.AssertBlocked(waiting);

        Assert.False(NewLock().TryBreak(force: false, out var seen));
        Assert.Equal(HolderState.Unknown, seen.State);
        Assert.True(NewLock().TryBreak(force: true, out _));
        Assert.True(waiter.Release(await waiting));

        Assert.False(holder.IsHeld(lost));
        Assert.False(holder.Release(lost));
        Assert.Equal(-1, UnitsOf(LockName));
    }

    [Theory]
    [InlineData("")]
    [InlineData(@"Local\")]
    [InlineData(@"a\b")]
    [InlineData(@"global\a")]
    [InlineData(@"Local\a\b")]
    [InlineData("a\0b")]
    public void A_name_that_is_none_is_refused_before_anything_is_made(string name)
    {
        Assert.Equal(IpcError.InvalidName, Backend.CreateSegment(name, 1, Rights(), out _).Error);
        Assert.Equal(IpcError.InvalidName, Backend.OpenSegment(name, Rights(), out _).Error);
        Assert.Equal(IpcError.InvalidName, Backend.OpenSemaphore(name, SemaphoreDemand.CreateOrOpen, 1, default, out _).Error);
        Assert.Equal(
            LockOutcome.Failed,
            Backend.CreateLock(name, default).Acquire(TimeSpan.Zero, true, CancellationToken.None, out _, out var failure));
        Assert.Equal(IpcError.InvalidName, failure.Error);
    }

    [Fact]
    public void A_name_may_be_as_long_as_Qt_makes_it_and_no_longer()
    {
        var name = Name.PadRight(260, 'x');
        Assert.Equal(IpcResult.Success, Backend.CreateSegment(name, 1, Rights(), out var made));
        _ = Keep(made);

        Assert.Equal(IpcError.InvalidName, Backend.CreateSegment(name + 'x', 1, Rights(), out _).Error);
    }

    [Theory]
    [InlineData(@"Local\")]
    [InlineData(@"Global\")]
    public void Names_can_say_in_which_name_space_they_are(string space)
    {
        Assert.Equal(IpcResult.Success, Backend.CreateSegment(space + Name, 1, Rights(), out var made));
        _ = Keep(made);

        // Wine has one session, whose name space is the one without a prefix.
        Assert.False(Backend.IsAbsent(space + Name));
    }

    [Fact]
    public void The_name_of_another_kind_of_object_is_refused_and_left_alone()
    {
        _ = Create();

        Assert.Equal(IpcError.InvalidName, Backend.OpenSemaphore(Name, SemaphoreDemand.CreateOrOpen, 1, default, out _).Error);
        Assert.Equal(IpcError.InvalidName, Backend.OpenSemaphore(Name, SemaphoreDemand.Open, 1, default, out _).Error);

        Assert.Equal(IpcResult.Success, Backend.OpenSemaphore(LockName, SemaphoreDemand.Create, 3, default, out var semaphore));
        using (semaphore)
        {
            Assert.Equal(IpcError.InvalidName, Backend.CreateSegment(LockName, 1, Rights(), out _).Error);
            Assert.Equal(IpcError.InvalidName, Backend.OpenSegment(LockName, Rights(), out _).Error);
            Assert.Equal(3, UnitsOf(LockName));
        }
    }
}
