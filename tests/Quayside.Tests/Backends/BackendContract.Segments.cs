// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;

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
    public void A_new_segment_has_exactly_its_size_and_is_zero(int size)
    {
        var made = Create(size);

        Assert.Equal(size, made.Region.Length);
        Assert.Equal(size, made.Info.Size);
        Assert.Equal(size, Open().Region.Length);
        Assert.Equal(-1, made.Region.ReadOnlySlice(0, size).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void All_bytes_up_to_the_last_one_can_be_written_and_no_more()
    {
        var made = Create(5000);

        made.Region.Slice(0, 5000).Fill(0xA5);

        Assert.Equal(0xA5, made.Region.ReadOnlySlice(4999, 1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.Slice(4999, 2).Length);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(101, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    [InlineData(long.MinValue, 1)]
    [InlineData(50, int.MinValue)]
    public void A_part_outside_the_region_is_refused_by_name(long offset, int length)
    {
        var made = Create(100);

        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.Slice(offset, length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => made.Region.ReadOnlySlice(offset, length).Length);
    }

    [Fact]
    public void An_empty_part_at_the_end_is_inside() => Assert.True(Create(100).Region.Slice(100, 0).IsEmpty);

    [Fact]
    public void Two_mappings_are_two_addresses_and_one_memory()
    {
        var first = Create();
        var second = Open();

        first.Region.Slice(7, 1)[0] = 42;

        Assert.False(first.Region.ReadOnlySlice(0, 1).Overlaps(second.Region.ReadOnlySlice(0, 1)));
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
        Assert.Equal(made.Info, now);
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
    public void The_kernel_counts_who_is_attached()
    {
        var first = Create(100);
        Assert.Equal(1, first.Info.AttachCount);

        var second = Open();
        Assert.Equal(2, second.Info.AttachCount);
        Assert.Equal(Environment.ProcessId, second.Info.CreatorProcess);
        Assert.Equal(ProcessInfo.EffectiveUser, second.Info.OwnerUser);

        Detach(second);
        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.Equal(1, info.AttachCount);
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
    public void Unmapping_alone_leaves_an_orphan_with_its_contents()
    {
        var made = Create();
        made.Region.Slice(0, 1)[0] = 42;

        made.Unmap();

        Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
        Assert.True(info.IsOrphan);
        Assert.Equal(42, Open().Region.ReadOnlySlice(0, 1)[0]);
    }

    [Fact]
    public void A_region_that_is_unmapped_gives_no_bytes()
    {
        var made = Create();
        made.Unmap();

        Assert.Throws<ObjectDisposedException>(() => made.Region.ReadOnlySlice(0, 1).Length);
    }

    [Fact]
    public void Forgetting_takes_a_name_away_only_if_no_segment_is_behind_it()
    {
        var made = Create();
        Backend.ForgetName(Name);
        Assert.True(Backend.FindSegment(Name, out _).Succeeded);

        Detach(made);
        File.WriteAllText(Name, string.Empty);
        Backend.ForgetName(Name);
        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void A_file_with_somebodys_data_under_the_name_is_never_deleted()
    {
        File.WriteAllText(Name, "mine");
        Detach(Create());
        Backend.ForgetName(Name);

        Assert.Equal("mine", File.ReadAllText(Name));
        File.Delete(Name);
    }
}
