// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;

namespace Quayside.Tests.Robust;

/// <content>Segments that stay when nobody has them open.</content>
public abstract partial class OpeningTests
{
    [Fact]
    public void A_process_that_asks_for_a_persistent_segment_makes_that_of_others_persistent()
    {
        var persistent = new QuaysideSegmentOptions { Persistent = true };
        using (var maker = LiveValue<long>.Open(Key))
        {
            maker.Write(1);
            LiveValue<long>.OpenReadOnly(Key, persistent).Dispose();
            Assert.False(IpcInventory.Inspect(Key).Entry.QuaysideSegment!.IsPersistent);
            LiveValue<long>.Open(Key, persistent).Dispose();
            Assert.True(IpcInventory.Inspect(Key).Entry.QuaysideSegment!.IsPersistent);
        }

        using (var later = LiveValue<long>.OpenReadOnly(Key))
        {
            Assert.Equal(1, later.Read());
        }

        Assert.True(IpcInventory.Remove(Key).IsSegmentRemoved);
    }

    [Fact]
    public void A_persistent_segment_keeps_its_value_and_its_versions_when_nobody_has_it_open()
    {
        using (var writer = LiveValue<int>.Open(Key, new QuaysideSegmentOptions { Persistent = true }))
        {
            _ = writer.Write(41);
        }

        using (var reader = LiveValue<int>.OpenReadOnly(Key))
        {
            Assert.Equal(41, reader.Read());
        }

        using (var writer = LiveValue<int>.Open(Key))
        {
            Assert.Equal(2, writer.Write(42));
        }

        Assert.True(IpcInventory.Remove(Key).IsSegmentRemoved);
    }

    [Fact]
    public void A_persistent_segment_of_another_type_is_not_destroyed()
    {
        using (var writer = LiveValue<int>.Open(Key, new QuaysideSegmentOptions { Persistent = true }))
        {
            _ = writer.Write(41);
        }

        Assert.Equal(QuaysideError.OtherType, Assert.Throws<QuaysideException>(() => LiveValue<long>.Open(Key)).Error);

        using (var reader = LiveValue<int>.OpenReadOnly(Key))
        {
            Assert.Equal(41, reader.Read());
        }

        Assert.True(IpcInventory.Remove(Key).IsSegmentRemoved);
    }
}
