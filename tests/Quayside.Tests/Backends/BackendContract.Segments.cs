// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Tests.Backends;

public abstract partial class BackendContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(5000)]
    [InlineData(64 * 1024 * 1024)]
    public void A_new_segment_has_its_size_and_is_zero(int size)
    {
        var made = Create(size);

        Assert.Equal(SizeFor(size), made.Region.Length);
        Assert.Equal(SizeFor(size), made.Info.Size);
        Assert.Equal(SizeFor(size), Open().Region.Length);
        Assert.Equal(-1, made.Region.ReadOnlySlice(0, (int)SizeFor(size)).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void All_bytes_up_to_the_last_one_can_be_written_and_no_more()
    {
        var made = Create(5000);

        var size = (int)SizeFor(5000);
        made.Region.Slice(0, size).Fill(0xA5);

        Assert.Equal(0xA5, made.Region.ReadOnlySlice(size - 1, 1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.Slice(size - 1, 2).Length);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(4097, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(long.MinValue, 1)]
    [InlineData(50, int.MinValue)]
    public void A_part_outside_the_region_is_refused_by_name(long offset, int length)
    {
        var made = Create(4096);

        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.Slice(offset, length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.ReadOnlySlice(offset, length).Length);
    }

    [Fact]
    public void An_empty_part_at_the_end_is_inside() => Assert.True(Create(4096).Region.Slice(4096, 0).IsEmpty);

    [Fact]
    public void All_who_open_a_segment_see_one_memory()
    {
        var first = Create();
        var second = Open();

        first.Region.Slice(7, 1)[0] = 42;

        Assert.Equal(42, second.Region.ReadOnlySlice(7, 1)[0]);
    }

    [Fact]
    public void A_read_only_mapping_gives_no_writable_bytes()
    {
        Create().Region.Slice(0, 1)[0] = 42;
        var reader = Open(writable: false);

        Assert.Equal(42, reader.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Throws<InvalidOperationException>(() => reader.Region.Slice(0, 1).Length);
    }

    [Fact]
    public void A_segment_can_be_made_read_only() => Assert.False(Create(writable: false).Region.IsWritable);

    [Fact]
    public void A_name_in_use_cannot_be_created_and_nothing_changes()
    {
        var made = Create(100);
        made.Region.Slice(0, 1)[0] = 42;

        Assert.Equal(IpcError.AlreadyExists, Backend.CreateSegment(Name, 200, Rights(), out var other).Error);

        Assert.Null(other);
        Assert.True(Backend.FindSegment(Name, out var now).Succeeded);
        Assert.Equal((made.Info.Id, made.Info.Size), (now.Id, now.Size));
        Assert.Equal(42, Open().Region.ReadOnlySlice(0, 1)[0]);
    }

    [Fact]
    public void A_failed_creation_leaves_no_name_behind()
    {
        // Which of the two it is depends on the system's limits.
        Assert.True(Backend.CreateSegment(Name, long.MaxValue, Rights(), out _).Error is IpcError.InvalidSize or IpcError.OutOfResources);

        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void Nothing_is_found_where_nothing_was_made()
    {
        Assert.True(Backend.IsAbsent(Name));
        Assert.Equal(IpcError.NotFound, Backend.OpenSegment(Name, Rights(), out var segment).Error);
        Assert.Null(segment);
        Assert.Equal(IpcError.NotFound, Backend.FindSegment(Name, out _).Error);
        Assert.Equal(IpcError.NotFound, Backend.RemoveSegment(Name).Error);
        Assert.False(Backend.Observe(Name, LockName).Exists);
    }

    [Fact]
    public void What_is_known_of_the_use_of_a_segment_is_true()
    {
        var first = Create(100);
        Assert.Equal(CountFor(1, seenFromInside: true), first.Info.AttachCount);

        var second = Open();
        Assert.Equal(CountFor(2, seenFromInside: true), second.Info.AttachCount);
        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.Equal(CountFor(2, seenFromInside: false), info.AttachCount);

        Detach(second);
        Assert.True(Backend.FindSegment(Name, out info).Succeeded);
        Assert.Equal(CountFor(1, seenFromInside: false), info.AttachCount);
    }

    [Fact]
    public void The_last_one_to_detach_removes_the_segment_and_its_name()
    {
        var first = Create();
        var second = Open();

        Detach(first);
        Assert.False(Backend.IsAbsent(Name));
        Detach(second);

        Assert.True(Backend.IsAbsent(Name));
        Assert.Throws<ObjectDisposedException>(() => first.Region.ReadOnlySlice(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => second.Region.ReadOnlySlice(0, 1).Length);
    }

    [Fact]
    public void A_region_that_is_unmapped_gives_no_bytes()
    {
        var made = Create();
        made.Unmap();

        Assert.Throws<ObjectDisposedException>(() => made.Region.ReadOnlySlice(0, 1).Length);
    }

    [Fact]
    public void Replacing_nothing_creates()
    {
        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 200, Rights(), out var made));

        Assert.Equal(SizeFor(200), Keep(made).Region.Length);
    }

    [Fact]
    public void A_stamp_tells_which_segment_is_there()
    {
        var made = Create();

        var stamp = Backend.Observe(Name, LockName);

        Assert.True(stamp.Exists);
        Assert.Equal(SizeFor(100), stamp.Size);
        Assert.Equal(made.Info.Id, stamp.SegmentId);
    }

    /// <summary>Holds where a name outlives its users; the classes of those mechanisms have it as a test.</summary>
    private protected void AssertDisposingAloneLeavesAnOrphan()
    {
        var made = Create();
        made.Region.Slice(0, 1)[0] = 42;

        made.Dispose();

        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.True(info.IsOrphan);
        Assert.Equal(42, Open().Region.ReadOnlySlice(0, 1)[0]);
    }

    /// <summary>Holds where a name can be taken away from its users; the classes of those mechanisms have it as a test.</summary>
    private protected (IpcSegment Earlier, IpcSegment Newer) AssertReplacingKeepsTheMemoryOfThoseAttached()
    {
        var earlier = Create(100);
        earlier.Region.Slice(0, 1)[0] = 42;

        Assert.Equal(IpcResult.Success, Backend.ReplaceSegment(Name, 200, Rights(), out var replacement));
        var newer = Keep(replacement);

        Assert.Equal(42, earlier.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Equal(0, newer.Region.ReadOnlySlice(0, 1)[0]);
        Assert.Equal(200, Open().Region.Length);
        return (earlier, newer);
    }
}
