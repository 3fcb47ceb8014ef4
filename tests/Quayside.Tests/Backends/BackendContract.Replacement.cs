// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;

namespace Quayside.Tests.Backends;

public abstract partial class BackendContract
{
    [Fact]
    public void Replacing_keeps_the_memory_of_those_who_are_attached()
    {
        var earlier = Create(100);
        earlier.Region.Slice(0, 1)[0] = 42;

        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 200, Rights(), out var replacement));
        var newer = Keep(replacement);

        Assert.Equal(42, earlier.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Equal(0, newer.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Equal(200, Open().Region.Length);
    }

    [Fact]
    public void Who_detaches_from_a_replaced_segment_leaves_the_new_one_alone()
    {
        var earlier = Create();
        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 200, Rights(), out var newer));

        Detach(earlier);

        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.Equal(newer!.Info.Id, info.Id);
        Detach(Keep(newer));
        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void Replacing_nothing_creates()
    {
        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 200, Rights(), out var made));

        Assert.Equal(200, Keep(made).Region.Length);
    }

    [Fact]
    public void A_replacement_that_cannot_be_made_leaves_the_earlier_one()
    {
        var earlier = Create();

        var error = Backend.ReplaceSegment(Name, long.MaxValue, Rights(), out var none).Error;

        Assert.True(error is IpcError.InvalidSize or IpcError.OutOfResources);
        Assert.Null(none);
        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.Equal(earlier.Info, info);
    }

    [Fact]
    public void Removing_takes_the_name_and_leaves_the_memory_to_those_who_are_attached()
    {
        var attached = Create();
        attached.Region.Slice(0, 1)[0] = 42;

        Assert.True(Backend.RemoveSegment(Name).Succeeded);

        Assert.True(Backend.IsAbsent(Name));
        Assert.Equal(42, attached.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Equal(IpcError.NotFound, Backend.OpenSegment(Name, Rights(), out _).Error);
    }

    [Fact]
    public void A_stamp_changes_with_the_segment_and_with_every_use_of_the_lock_by_another_process()
    {
        using var peer = StartPeer();
        var before = Backend.Observe(Name, LockName);
        Assert.True(before.Exists);
        Assert.Equal(10, before.Size);
        Assert.Equal(peer.Id, before.LockProcess);

        var key = NewLock();
        Assert.True(key.Release(Take(key)));
        var used = Backend.Observe(Name, LockName);
        Assert.Equal(Environment.ProcessId, used.LockProcess);
        Assert.Equal(before.SegmentId, used.SegmentId);

        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 20, Rights(), out var newer));
        Assert.NotEqual(before.SegmentId, Backend.Observe(Name, LockName).SegmentId);
        Keep(newer);
    }
}
