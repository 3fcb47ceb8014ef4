// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Robust;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Frames;

/// <summary>Publishers and readers in processes of their own, some of which are killed.</summary>
public sealed partial class FrameProcessTests : RobustTest
{
    private static readonly FrameShape _shape = new(64, 32, PixelFormat.Bgra);

    [Fact]
    public void A_slow_reader_in_another_process_keeps_nobody_waiting_and_sees_nothing_change()
    {
        using var publisher = Open(slots: 3);
        using var host = StartReader();
        Publish(publisher, 1);
        Assert.Equal("1 1", host.Ask("frames\ttake\t0"));

        Publish(publisher, 1000);

        Assert.Equal("1 1", host.Ask("frames\tlook"));
        Assert.Equal(0, publisher.Dropped);
        Assert.Equal("done", host.Ask("frames\tdrop"));
        Assert.Equal("1001 1001", host.Ask("frames\ttake\t0"));
    }

    [Fact]
    public void A_killed_reader_keeps_no_slot()
    {
        using var publisher = Open(slots: 3);
        using var reader = FrameReader.Open(Key);
        Frame frame;
        using (var host = StartReader())
        {
            Publish(publisher, 1);
            Assert.Equal("1 1", host.Ask("frames\ttake\t0"));
            Publish(publisher, 1);
            Assert.True(reader.TryTake(out frame));
            Publish(publisher, 1);
            Assert.False(publisher.TryBorrow(_shape, out _));
            host.Kill();
        }

        Publish(publisher, 1);
        Assert.Equal(1, publisher.Dropped);
        frame.Dispose();
    }

    [Fact]
    public void A_killed_reader_of_every_frame_keeps_none_of_those_it_had_still_to_come_to()
    {
        using var publisher = Open(slots: 3, FrameFullMode.Wait);
        using (var host = StartReader(FrameDelivery.Every))
        {
            Publish(publisher, 3);
            Assert.False(publisher.TryBorrow(_shape, out _));
            host.Kill();
        }

        Publish(publisher, 3);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_publisher_that_waits_is_told_by_a_reader_in_another_process_and_finds_out_when_that_one_dies()
    {
        using var publisher = Open(slots: 3);
        using var reader = FrameReader.Open(Key);
        using var host = StartReader();
        Publish(publisher, 1);
        Assert.Equal("1 1", host.Ask("frames\ttake\t0"));
        Publish(publisher, 1);
        Assert.True(reader.TryTake(out var frame));
        Publish(publisher, 1);
        var publishing = Background.Run(() => Publish(publisher, 1));
        await Background.AssertBlocked(publishing);
        Assert.Equal("done", host.Ask("frames\tdrop"));
        await publishing;

        Assert.Equal("4 4", host.Ask("frames\ttake\t0"));
        Publish(publisher, 1);
        publishing = Background.Run(() => Publish(publisher, 1));
        await Background.AssertBlocked(publishing);
        host.Kill();
        await publishing;
        frame.Dispose();
    }

    [Fact]
    public void The_role_of_a_publisher_that_is_killed_while_it_draws_passes_on_and_the_latest_frame_stays()
    {
        using var heir = Open(slots: 3);
        using var reader = FrameReader.Open(Key);
        using (var host = Host.Start())
        {
            Assert.StartsWith("opened", host.Ask($"frames\topen-publisher\t{Name}\t3\tDropOldest"), StringComparison.Ordinal);
            Assert.Equal("5", host.Ask("frames\tpublish\t5"));
            Assert.Equal("borrowed", host.Ask("frames\tborrow"));
            Assert.Equal(QuaysideError.OtherWriter, Assert.Throws<QuaysideException>(() => heir.Borrow(_shape)).Error);
            host.Kill();
        }

        AssertTakes(reader, 5);
        Publish(heir, 1);
        AssertTakes(reader, 6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void A_reader_of_every_frame_misses_none_when_the_publisher_waits_for_it(int slots)
    {
        const int Frames = 3000;
        using var publisher = Host.Start();
        Assert.StartsWith("opened", publisher.Ask($"frames\topen-publisher\t{Name}\t{slots}\tWait"), StringComparison.Ordinal);
        using var first = StartReader(FrameDelivery.Every);
        using var second = StartReader(FrameDelivery.Every);
        first.Send($"frames\ttake-until\t{Frames}");
        second.Send($"frames\ttake-until\t{Frames}");

        Assert.Equal($"{Frames}", publisher.Ask($"frames\tpublish\t{Frames}"));

        Assert.Equal($"{Frames} taken, 0 dropped, 0 torn", first.Read());
        Assert.Equal($"{Frames} taken, 0 dropped, 0 torn", second.Read());
        Assert.Equal("done", first.Ask("frames\tdispose"));
        Assert.Equal("done", second.Ask("frames\tdispose"));
        Assert.Equal("done", publisher.Ask("frames\tdispose"));
    }

    [Theory]
    [InlineData(FrameDelivery.Latest)]
    [InlineData(FrameDelivery.Every)]
    public void What_is_taken_and_what_is_dropped_is_all_that_was_published(FrameDelivery delivery)
    {
        const int Frames = 3000;
        using var publisher = Host.Start();
        Assert.StartsWith("opened", publisher.Ask($"frames\topen-publisher\t{Name}\t4\tDropOldest"), StringComparison.Ordinal);
        using var reader = StartReader(delivery);
        reader.Send($"frames\ttake-until\t{Frames}");
        Assert.Equal("1", publisher.Ask("frames\tpublish\t1"));
        Thread.Sleep(Moment);

        Assert.Equal($"{Frames}", publisher.Ask($"frames\tpublish\t{Frames - 1}"));

        var answer = reader.Read().Split(' ');
        Assert.Equal(["taken,", "dropped,", "0", "torn"], [answer[1], answer[3], answer[4], answer[5]]);
        Assert.Equal(Frames, long.Parse(answer[0], CultureInfo.InvariantCulture) + long.Parse(answer[2], CultureInfo.InvariantCulture));
        Assert.Equal("done", reader.Ask("frames\tdispose"));
        Assert.Equal("done", publisher.Ask("frames\tdispose"));
    }

    /// <summary>The control of all that look for a change: without a pin there is one.</summary>
    [Fact]
    public void What_is_looked_at_without_a_pin_changes()
    {
        using var publisher = Open(slots: 3);
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        Assert.True(reader.TryTake(out var frame));
        var pixels = frame.Pixels;
        frame.Dispose();
        Assert.Equal(1, Drawing.NumberOf(pixels));

        Publish(publisher, 3);

        Assert.NotEqual(1, Drawing.NumberOf(pixels));
    }

    private static void Publish(FramePublisher publisher, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var draft = publisher.Borrow(_shape, Watchdog.Patience);
            Drawing.Draw(draft.Pixels, publisher.Sequence + 1);
            _ = draft.Publish();
        }
    }

    private static void AssertTakes(FrameReader reader, long sequence)
    {
        Assert.True(reader.TryTake(out var frame));
        Assert.Equal((sequence, sequence), (frame.Sequence, Drawing.NumberOf(frame.Pixels)));
        frame.Dispose();
    }

    private FramePublisher Open(int slots, FrameFullMode mode = FrameFullMode.DropOldest) =>
        FramePublisher.Open(Key, _shape, new FrameOptions { Slots = slots, WhenFull = mode });

    private ChildProcess StartReader(FrameDelivery delivery = FrameDelivery.Latest)
    {
        var host = Host.Start();
        Assert.StartsWith("opened", host.Ask($"frames\topen-reader\t{Name}\t{delivery}"), StringComparison.Ordinal);
        return host;
    }
}
