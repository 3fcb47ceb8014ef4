// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Diagnostics;

/// <summary>The inventory against objects of this process and of others.</summary>
public sealed class InventoryTests
{
    private readonly string _key = UniqueKey.Next("inventory");

    [Fact]
    public void What_this_process_shares_is_listed_with_all_that_the_kernel_knows()
    {
        using var memory = SharedMemory.Create(_key, 5000);

        var entry = Listed();

        Assert.True(entry.IsRelated);
        Assert.Equal("inventory", entry.LegacyLetters);
        Assert.Equal(5000, entry.Segment!.Size);
        Assert.Equal(1, entry.Segment.AttachCount);
        Assert.False(entry.Segment.IsOrphan);
        Assert.True(entry.Segment.IsMadeByQuayside);
        Assert.Equal(Environment.ProcessId, entry.Segment.Creator!.Id);
        Assert.True(entry.Segment.Creator.IsAlive);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, entry.Segment.Mode);
        Assert.Equal(LockState.Free, entry.Lock!.State);
        Assert.Equal(1, entry.Lock.Value);
    }

    [Fact]
    public void The_holder_of_a_lock_is_named()
    {
        using var memory = SharedMemory.Create(_key, 1);
        using (memory.Lock())
        {
            var held = Listed().Lock!;
            Assert.Equal(LockState.Held, held.State);
            Assert.Equal(Environment.ProcessId, held.Holder!.Id);
            Assert.NotNull(held.HeldSince);
        }

        Assert.Equal(LockState.Free, Listed().Lock!.State);
    }

    [Fact]
    public void Inspecting_names_everybody_who_is_attached()
    {
        using var memory = SharedMemory.Create(_key, 100);
        using var host = Host.Start();
        Assert.StartsWith("Attached", host.Ask($"attach\t{_key}"));

        var report = IpcInventory.Inspect(_key);

        Assert.Equal(2, report.Entry.Segment!.AttachCount);
        Assert.Equal(new[] { Environment.ProcessId, host.Id }.Order(), report.Attached.Select(process => process.Id));
        Assert.Equal(host.Id, report.Entry.Segment.LastUser!.Id);
        Assert.NotNull(report.Environment.IpcNamespace);
    }

    [Fact]
    public void Inspecting_a_POSIX_key_names_the_maker_of_the_segment_as_well_as_those_who_found_it()
    {
        var key = IpcKey.PlatformSafe(_key);
        using var memory = SharedMemory.Create(key, 100);
        using var host = Host.Start();
        Assert.StartsWith("Attached", host.Ask($"attach\t{key}"));

        var report = IpcInventory.Inspect(key);

        Assert.Equal(new[] { Environment.ProcessId, host.Id }.Order(), report.Attached.Select(process => process.Id));
    }

    [Fact]
    public void An_orphan_has_nobody_attached_and_a_creator_who_is_gone()
    {
        var creator = Orphan.Leave(_key, 10);
        try
        {
            var segment = Listed().Segment!;

            Assert.True(segment.IsOrphan);
            Assert.Equal(creator, segment.Creator!.Id);
            Assert.False(segment.Creator.IsAlive);
            Assert.Null(segment.Creator.Name);
        }
        finally
        {
            SharedMemory.Remove(_key);
        }
    }

    [Fact]
    public void A_key_under_which_there_is_nothing_is_told_with_its_names()
    {
        var entry = IpcInventory.Inspect(_key).Entry;

        Assert.Equal(_key, entry.Key.LegacyKey);
        Assert.Equal((null, null, false, false), (entry.Segment, entry.Lock, entry.HasFile, entry.HasLockFile));
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Looking_does_not_count_as_using()
    {
        using var memory = SharedMemory.Create(_key, 10);

        _ = IpcInventory.Inspect(_key);
        var entry = Listed();

        Assert.Equal(1, entry.Segment!.AttachCount);
        memory.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Removing_is_refused_while_somebody_is_attached()
    {
        using var memory = SharedMemory.Create(_key, 10);

        var removal = IpcInventory.Remove(_key);

        Assert.True(removal.IsRefused);
        Assert.False(removal.IsSegmentRemoved);
        Assert.Equal(1, Listed().Segment!.AttachCount);
    }

    [Fact]
    public void Removing_by_force_leaves_the_memory_to_who_is_attached()
    {
        using var memory = SharedMemory.Create(_key, 10);

        var removal = IpcInventory.Remove(_key, force: true);

        Assert.True(removal is { IsRefused: false, IsSegmentRemoved: true, IsLockRemoved: true });
        Assert.Equal(10, memory.Size);
        memory.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Removing_an_orphan_takes_its_lock_and_its_key_files_away()
    {
        Orphan.Leave(_key, 10);

        var removal = IpcInventory.Remove(_key);

        Assert.True(removal is { IsRefused: false, IsSegmentRemoved: true, IsLockRemoved: true });
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Removing_waits_for_the_lock_no_longer_than_it_was_told()
    {
        Orphan.Leave(_key, 10);
        using var memory = SharedMemory.Attach(_key);
        using (memory.Lock())
        {
            var refusal = Assert.Throws<SharedMemoryException>(() => IpcInventory.Remove(_key, options: new() { LockTimeout = TimeSpan.Zero }));
            Assert.Equal(SharedMemoryError.LockError, refusal.Error);
        }
    }

    private IpcEntry Listed() =>
        Assert.Single(IpcInventory.List(), entry => entry.Key.NativeName == IpcKey.Legacy(_key).NativeName);
}
