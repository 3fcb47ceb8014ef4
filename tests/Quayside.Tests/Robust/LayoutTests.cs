// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Live;
using Quayside.Participants;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>The bytes of segments, written a second time by hand: docs/layout.md is what other programs are built on.</summary>
public sealed class LayoutTests : RobustTest
{
    [Fact]
    public void Offsets_are_those_of_the_document()
    {
        Assert.Equal(
            [0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 128, 256],
            [
                SegmentLayout.MagicOffset, SegmentLayout.VersionOffset, SegmentLayout.StateOffset, SegmentLayout.SizeOffset,
                SegmentLayout.ParticipantsOffset, SegmentLayout.FlagsOffset, SegmentLayout.KindOffset, SegmentLayout.FingerprintOffset,
                SegmentLayout.BodyOffset, SegmentLayout.CreatorOffset, SegmentLayout.BellOffset, SegmentLayout.DescriptionOffset,
            ]);
        Assert.Equal(4096, ParticipantLayout.PlaceStart(0));
        Assert.Equal(4096 + (64 * 3), ParticipantLayout.PlaceStart(3));
        Assert.Equal(8192, SegmentLayout.BodyStart(1));
        Assert.Equal(8192, SegmentLayout.BodyStart(64));
        Assert.Equal(12288, SegmentLayout.BodyStart(65));
        Assert.Equal(4096 + (64 * 4096), SegmentLayout.BodyStart(4096));
    }

    [Theory]
    [InlineData(1, 384 + (4 * 128))]
    [InlineData(64, 384 + (4 * 128))]
    [InlineData(65, 384 + (4 * 256))]
    [InlineData(4096, 384 + (4 * 4224))]
    public void A_live_value_of_a_capacity_has_a_body_of_that_size(int capacity, long size)
    {
        Assert.Equal(size, LiveLayout.BodySize(capacity));
        Assert.Equal([1000, 1128, 1256], [new LiveLayout(1000, capacity).Lock, new LiveLayout(1000, capacity).Latest, new LiveLayout(1000, capacity).Capacity]);
        Assert.Equal(1384, new LiveLayout(1000, capacity).SlotOf(4));
        Assert.Equal(1384 + ((size - 384) / 4 * 3), new LiveLayout(1000, capacity).SlotOf(3));
    }

    [Theory]
    [InlineData("RobustLock", 0x2b7f_38a3_c7b9_65c3UL)]
    [InlineData("ChangeSignal", 0xbeaa_af1c_192a_4d91UL)]
    [InlineData("LiveBuffer", 0xa656_6670_3302_9be5UL)]
    [InlineData("Frames", 0x11a2_5b24_cd33_bb4fUL)]
    public void A_fingerprint_is_FNV_1a_of_the_description(string description, ulong fingerprint) =>
        Assert.Equal(fingerprint, new SegmentPlan(SegmentKind.Lock, description, 1).Fingerprint);

    [Theory]
    [InlineData(1, 3, 1, 1, 768, 4096)]
    [InlineData(64, 4, 4096, 4096, 4736, 8192)]
    [InlineData(64, 255, 4097, 8192, 4736, 40960)]
    [InlineData(3, 100, 33_177_600, 33_177_600, 896, 16384)]
    [InlineData(4096, 4, 4096, 4096, 262_784, 266_240)]
    public void Frames_have_a_body_of_that_size(int participants, int slots, int capacity, long slot, long heads, long pixels)
    {
        slot = (slot + 4095) / 4096 * 4096;
        Assert.Equal(pixels + (slots * slot), FrameLayout.BodySize(participants, slots, capacity));
        var layout = new FrameLayout(8192, participants, slots, capacity);
        Assert.Equal(
            [8192, 8192 + 128, 8192 + 256, 8192 + 384, 8192 + 528], [layout.Lock, layout.Latest, layout.Released, layout.Bell, layout.Reach]);
        Assert.Equal([512, 520, 640], [FrameLayout.SlotsOffset, FrameLayout.CapacityOffset, FrameLayout.LinesOffset]);
        Assert.Equal([8192 + 640, 8192 + 648, 8192 + 696], [layout.Cursor(0), layout.Pin(0, 0), layout.Pin(0, 6)]);
        Assert.Equal(8192 + 640 + (64 * (participants - 1)), layout.Cursor(participants - 1));
        Assert.Equal([8192 + heads, 8192 + heads + 128], [layout.Head(0), layout.Head(1)]);
        Assert.Equal([8192 + pixels, 8192 + pixels + slot], [layout.Pixels(0), layout.Pixels(1)]);
        Assert.Equal(
            [8, 16, 24, 32, 40, 48, 56],
            [
                FrameLayout.TimeOffset, FrameLayout.WidthOffset, FrameLayout.HeightOffset, FrameLayout.StrideOffset, FrameLayout.FormatOffset,
                FrameLayout.CornerOffset, FrameLayout.ExtentOffset,
            ]);
        Assert.Equal(0x1234_56FEUL, FrameLayout.LatestOf(0x1234_56, 0xFE));
    }

    [Fact]
    public void Frames_have_these_bytes()
    {
        KeyKind.PlatformSafe.RequireLastingNames();
        var shape = new FrameShape(2, 3, PixelFormat.Gray16, 5);
        using var publisher = FramePublisher.Open(
            Key, shape, new FrameOptions { Slots = 3, Segment = new QuaysideSegmentOptions { Participants = 3 } });
        using var latest = FrameReader.Open(Key);
        using var every = FrameReader.Open(Key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        _ = publisher.Publish(shape, [.. Enumerable.Range(0, 15).Select(i => (byte)(0xA0 + i))]);
        Assert.True(latest.TryTake(out var first));
        using (var draft = publisher.Borrow(shape))
        {
            draft.Pixels.Fill(0xBB);
            _ = draft.Publish(new FrameArea(1, 2, 1, 1));
        }

        Assert.True(latest.TryTake(out var second));
        using var third = publisher.Borrow(new FrameShape(1, 1, PixelFormat.Gray8, 1));

        using var file = new FileStream("/dev/shm" + Key.NativeName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);

        const int Body = 8192;
        const int Heads = Body + 896;
        const int Pixels = Body + 4096;
        Assert.Equal(Pixels + (3 * 4096), bytes.Length);
        Assert.Equal("0500000000000000", Convert.ToHexString(bytes, 48, 8));
        Assert.Equal("Frames\0"u8.ToArray(), bytes[256..263]);
        Assert.Equal("0100000001000000", Convert.ToHexString(bytes, Body, 8));
        Assert.Equal("0102000000000000", Convert.ToHexString(bytes, Body + 128, 8));
        Assert.Equal("0000000000000000" + "0000000000000000", Convert.ToHexString(bytes, Body + 256, 8) + Convert.ToHexString(bytes, Body + 384, 8));
        Assert.Equal("0300000000000000" + "0F00000000000000" + "0300000000000000", Convert.ToHexString(bytes, Body + 512, 24));
        Assert.All(bytes[(Body + 640)..(Body + 704)], octet => Assert.Equal(0, octet));
        Assert.Equal("0000000000000000" + "0100000000000000" + "0200000000000000" + "0000000000000000", Convert.ToHexString(bytes, Body + 704, 32));
        Assert.Equal("0100000000000000" + "0000000000000000", Convert.ToHexString(bytes, Body + 768, 16));
        Assert.Equal("0200000000000000", Convert.ToHexString(bytes, Heads, 8));
        Assert.Equal("0200000000000000" + "0300000000000000" + "0500000000000000" + "0700000000000000", Convert.ToHexString(bytes, Heads + 16, 32));
        Assert.Equal("0000000000000000" + "0000000000000000", Convert.ToHexString(bytes, Heads + 48, 16));
        Assert.Equal("0400000000000000", Convert.ToHexString(bytes, Heads + 128, 8));
        Assert.Equal(second.Timestamp, BitConverter.ToInt64(bytes, Heads + 128 + 8));
        Assert.Equal("0100000002000000" + "0100000001000000", Convert.ToHexString(bytes, Heads + 128 + 48, 16));
        Assert.Equal("0500000000000000", Convert.ToHexString(bytes, Heads + 256, 8));
        Assert.Equal("A0A1A2A3A4A5A6A7A8A9AAABACADAE00", Convert.ToHexString(bytes, Pixels, 16));
        Assert.Equal("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB00", Convert.ToHexString(bytes, Pixels + 4096, 16));
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void A_lock_has_these_bytes()
    {
        KeyKind.PlatformSafe.RequireLastingNames();
        using var held = RobustLock.Open(Key, new QuaysideSegmentOptions { Participants = 2, Persistent = false });
        _ = held.Enter();

        using var file = new FileStream("/dev/shm" + Key.NativeName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);

        Assert.Equal(8192 + 128, bytes.Length);
        Assert.Equal("5155415953494445" + "0100000000000000" + "0100000000000000" + "8020000000000000", Convert.ToHexString(bytes, 0, 32));
        Assert.Equal("0200000000000000" + "0000000000000000" + "0100000000000000", Convert.ToHexString(bytes, 32, 24));
        Assert.Equal("0020000000000000", Convert.ToHexString(bytes, 64, 8));
        Assert.Equal("RobustLock\0"u8.ToArray(), bytes[256..267]);
        Assert.Equal("0100000000000000", Convert.ToHexString(bytes, 4096, 8));
        Assert.Equal(Environment.ProcessId, BitConverter.ToInt64(bytes, 4104));
        Assert.Equal("0100000001000000", Convert.ToHexString(bytes, 8192, 8));
    }

    [Fact]
    public void A_live_value_has_these_bytes()
    {
        KeyKind.PlatformSafe.RequireLastingNames();
        using var value = LiveValue<uint>.Open(Key, new QuaysideSegmentOptions { Participants = 1 });
        _ = value.Write(0xDEADBEEF);
        _ = value.Write(0xCAFEF00D);

        using var file = new FileStream("/dev/shm" + Key.NativeName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);

        const int Body = 8192;
        Assert.Equal(Body + 384 + (4 * 128), bytes.Length);
        Assert.Equal("0300000000000000", Convert.ToHexString(bytes, 48, 8));
        Assert.Equal("LiveValue<UInt32>, 4 bytes\0"u8.ToArray(), bytes[256..283]);
        Assert.Equal("0100000001000000", Convert.ToHexString(bytes, Body, 8));
        Assert.Equal("0200000000000000", Convert.ToHexString(bytes, Body + 128, 8));
        Assert.Equal("0400000000000000", Convert.ToHexString(bytes, Body + 256, 8));
        Assert.Equal("0200000000000000" + "0400000000000000", Convert.ToHexString(bytes, Body + 384 + 128, 16));
        Assert.Equal("EFBEADDE", Convert.ToHexString(bytes, Body + 384 + 128 + 64, 4));
        Assert.Equal("0400000000000000" + "0400000000000000", Convert.ToHexString(bytes, Body + 384 + 256, 16));
        Assert.Equal("0DF0FECA", Convert.ToHexString(bytes, Body + 384 + 256 + 64, 4));
    }
}
