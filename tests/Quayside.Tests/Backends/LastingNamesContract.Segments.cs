// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Tests.Backends;

public abstract partial class LastingNamesContract
{
    [Fact]
    public void Disposing_alone_leaves_an_orphan_with_its_contents() => AssertDisposingAloneLeavesAnOrphan();

    [Fact]
    public void Replacing_keeps_the_memory_of_those_who_are_attached() => AssertReplacingKeepsTheMemoryOfThoseAttached();

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
    public void A_replacement_that_cannot_be_made_leaves_the_earlier_one()
    {
        var earlier = Create();

        var error = Backend.ReplaceSegment(Name, long.MaxValue, Rights(), out var none).Error;

        Assert.True(error is IpcError.InvalidSize or IpcError.OutOfResources);
        Assert.Null(none);
        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.Equal((earlier.Info.Id, earlier.Info.Size), (info.Id, info.Size));
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
    public void A_stamp_changes_with_the_segment()
    {
        var earlier = Create();
        var before = Backend.Observe(Name, LockName);

        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 100, Rights(), out var newer));

        Assert.NotEqual(before.SegmentId, Backend.Observe(Name, LockName).SegmentId);
        Assert.Equal(earlier.Info.Id, before.SegmentId);
        _ = Keep(newer);
    }
}
