// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Frames;

/// <content>What Linux alone can do to a process.</content>
public sealed partial class FrameProcessTests
{
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public void A_stopped_reader_keeps_its_slot_and_no_other()
    {
        using var publisher = Open(slots: 3);
        using var reader = FrameReader.Open(Key);
        using var host = StartReader();
        Publish(publisher, 1);
        Assert.Equal("1 1", host.Ask("frames\ttake\t0"));
        host.Signal(Stop);

        Publish(publisher, 100);
        Assert.True(reader.TryTake(out var frame));
        Publish(publisher, 1);
        Assert.False(publisher.TryBorrow(_shape, out _, 5 * Moment));
        frame.Dispose();
        Publish(publisher, 100);

        host.Signal(Continue);
        Assert.Equal("1 1", host.Ask("frames\tlook"));
        Assert.Equal(1, publisher.Dropped);
    }
}
