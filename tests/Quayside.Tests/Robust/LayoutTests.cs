// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Layout;
using Quayside.Robust;
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
    public void A_fingerprint_is_FNV_1a_of_the_description(string description, ulong fingerprint) =>
        Assert.Equal(fingerprint, new SegmentPlan(SegmentKind.Lock, description, 1).Fingerprint);

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
