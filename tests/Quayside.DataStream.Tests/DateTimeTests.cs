// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.DataStream.Tests;

/// <summary>QDateTime as Qt 5.15 and 6.4 wrote it in the stream versions that differ.</summary>
public sealed class DateTimeTests
{
    private static readonly DateTime _utc = new(2024, 2, 29, 13, 14, 15, 16, DateTimeKind.Utc);
    private static readonly DateTime _local = new(2024, 7, 1, 13, 14, 15, 16, DateTimeKind.Local);
    private static readonly DateTimeOffset _behind = new(2024, 2, 29, 13, 14, 15, 16, new TimeSpan(-5, -30, 0));

    [Theory]
    [InlineData(7, "00258ad2 02d72868 02")]
    [InlineData(12, "00258ad2 02d72868 02")]
    [InlineData(13, "0000000000258ad2 02d72868 01")]
    [InlineData(14, "0000000000258ad2 02d72868 02")]
    [InlineData(15, "0000000000258ad2 02d72868 01")]
    [InlineData(20, "0000000000258ad2 02d72868 01")]
    public void UTC_is_the_same_instant_in_both_types(int version, string hex)
    {
        var format = Version(version);
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTime(_utc), format));
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTimeOffset(_utc), format));
        AssertSame(_utc, new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTime());
        Assert.Equal(_utc, new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTimeOffset());
    }

    [Theory]
    [InlineData(7, "00258b4d 02d72868 ff")]
    [InlineData(14, "0000000000258b4d 02d72868 ff")]
    [InlineData(15, "0000000000258b4d 02d72868 00")]
    [InlineData(20, "0000000000258b4d 02d72868 00")]
    public void Local_time_is_what_the_clock_shows(int version, string hex)
    {
        var format = Version(version);
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTime(_local), format));
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTime(DateTime.SpecifyKind(_local, DateTimeKind.Unspecified)), format));
        AssertSame(_local, new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTime());
        Assert.Equal(new DateTimeOffset(_local), new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTimeOffset());
    }

    [Fact]
    public void Local_time_goes_through_UTC_in_Qt_5_0()
    {
        var format = Version(13);
        var bytes = Bytes.Write(w => w.WriteDateTime(_local), format);
        Assert.Equal(0, bytes[^1]);
        AssertSame(_local, new QDataStreamReader(bytes, format).ReadDateTime());
        bytes[^1] = 1;
        AssertSame(_local.ToUniversalTime(), new QDataStreamReader(bytes, format).ReadDateTime());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    public void Offsets_are_kept_from_Qt_5_2_on(int version)
    {
        var bytes = Bytes.FromHex("0000000000258ad2 02d72868 02 ffffb2a8");
        Assert.Equal(bytes, Bytes.Write(w => w.WriteDateTimeOffset(_behind), Version(version)));
        Assert.Equal(_behind.Offset, new QDataStreamReader(bytes, Version(version)).ReadDateTimeOffset()!.Value.Offset);
        Assert.Equal(_behind, new QDataStreamReader(bytes, Version(version)).ReadDateTimeOffset());
        AssertSame(_behind.UtcDateTime, new QDataStreamReader(bytes, Version(version)).ReadDateTime());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(14)]
    public void Versions_that_leave_the_offset_out_get_the_instant_in_UTC(int version)
    {
        var bytes = Bytes.Write(w => w.WriteDateTimeOffset(_behind), Version(version));
        Assert.Equal(_behind.ToUniversalTime(), new QDataStreamReader(bytes, Version(version)).ReadDateTimeOffset());
    }

    [Fact]
    public void An_offset_of_Qt_5_0_is_read_as_the_instant_it_was() => Assert.Equal(
        _behind.ToUniversalTime(), new QDataStreamReader(Bytes.FromHex("0000000000258ad2 04054828 02"), Version(13)).ReadDateTimeOffset());

    [Theory]
    [InlineData(7, "00258ad2 02d72868 03")]
    [InlineData(14, "0000000000258ad2 02d72868 04")]
    public void An_offset_that_the_version_left_out_is_no_guess(int version, string hex)
    {
        var error = Assert.Throws<InvalidDataException>(() => new QDataStreamReader(Bytes.FromHex(hex), Version(version)).ReadDateTime());
        Assert.Contains("Use Qt_5_2 or newer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "0000001a 004500750072006f00700065002f004200650072006c0069006e", 2)]
    [InlineData("America/New_York", "00000020 0041006d00650072006900630061002f004e00650077005f0059006f0072006b", -4)]
    public void A_time_zone_gives_its_offset_at_that_time(string id, string zone, int hours)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById(id, out _), $"needs the time zone {id}");
        var read = new QDataStreamReader(Bytes.FromHex("0000000000258b4d 02d72868 03" + zone)).ReadDateTimeOffset();
        Assert.Equal(TimeSpan.FromHours(hours), read!.Value.Offset);
        Assert.Equal(_local.TimeOfDay, read.Value.TimeOfDay);
    }

    [Fact]
    public void A_time_zone_that_is_a_fixed_offset_is_described_in_the_stream()
    {
        // QTimeZone(3600) as Qt 5.15 and 6.4 write it, then a qint8 that must be next.
        var reader = new QDataStreamReader(Bytes.FromHex(
            "0000000000258b4d 02d72868 03 0000001a 004f0066006600730065007400460072006f006d005500740063"
            + "0000000c 005500540043002b00300031 00000e10 0000000c 005500540043002b00300031"
            + "0000000c 005500540043002b00300031 00000000 0000000c 005500540043002b00300031 7f"));
        Assert.Equal(TimeSpan.FromHours(1), reader.ReadDateTimeOffset()!.Value.Offset);
        Assert.Equal(127, reader.ReadSByte());
    }

    [Theory]
    [InlineData("Nowhere/Atall")]
    [InlineData("/etc/passwd")]
    [InlineData("../../../etc/localtime")]
    [InlineData("Europe/./Berlin")]
    [InlineData("")]
    public void A_time_zone_that_is_none_is_refused_and_never_a_path(string id)
    {
        var bytes = Bytes.Write(w =>
        {
            w.WriteInt64(0x258b4d);
            w.WriteUInt32(0);
            w.WriteSByte(3);
            w.WriteString(id);
        });
        Assert.Throws<InvalidDataException>(() => new QDataStreamReader(bytes).ReadDateTime());
    }

    [Theory]
    [InlineData(7, "00000000 ffffffff ff")]
    [InlineData(13, "8000000000000000 ffffffff 00")]
    [InlineData(14, "8000000000000000 ffffffff ff")]
    [InlineData(15, "8000000000000000 ffffffff 00")]
    [InlineData(20, "8000000000000000 ffffffff 00")]
    public void Null_is_an_invalid_QDateTime(int version, string hex)
    {
        var format = Version(version);
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTime(null), format));
        Assert.Equal(Bytes.FromHex(hex), Bytes.Write(w => w.WriteDateTimeOffset(null), format));
        Assert.Null(new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTime());
        Assert.Null(new QDataStreamReader(Bytes.FromHex(hex), format).ReadDateTimeOffset());
    }

    [Fact]
    public void A_time_without_a_date_is_invalid_and_a_date_without_a_time_is_midnight()
    {
        Assert.Null(new QDataStreamReader(Bytes.FromHex("8000000000000000 0038cef8 01")).ReadDateTime());
        AssertSame(_utc.Date, new QDataStreamReader(Bytes.FromHex("0000000000258ad2 ffffffff 01")).ReadDateTime());
    }

    [Theory]
    [InlineData("0000000000258ad2 05265c00 01")] // 24:00
    [InlineData("0000000000258ad2 00000000 09")] // no such clock
    [InlineData("0000000000000001 00000000 01")] // 4713 BC
    [InlineData("000000000051fe2d 00000000 01")] // 10000-01-01
    [InlineData("0000000000258ad2 00000000 02 00015180")] // an offset of a day
    [InlineData("00000000001a4452 00000000 02 00000e10")] // an hour before year 1
    public void What_no_DateTime_can_hold_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => new QDataStreamReader(Bytes.FromHex(hex)).ReadDateTime());

    [Fact]
    public void The_first_and_the_last_millisecond_are_held()
    {
        var last = DateTime.SpecifyKind(new DateTime(9999, 12, 31, 23, 59, 59, 999), DateTimeKind.Utc);
        foreach (var time in new[] { DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), last })
        {
            AssertSame(time, new QDataStreamReader(Bytes.Write(w => w.WriteDateTime(time))).ReadDateTime());
        }
    }

    [Fact]
    public void An_offset_with_seconds_becomes_the_same_instant_in_UTC()
    {
        var read = new QDataStreamReader(Bytes.FromHex("0000000000258ad2 02d72868 02 00000001")).ReadDateTimeOffset();
        Assert.Equal(_utc.AddSeconds(-1), read);
    }

    private static QDataStreamFormat Version(int version) => new() { Version = (QDataStreamVersion)version };

    private static void AssertSame(DateTime expected, DateTime? actual)
    {
        Assert.Equal(expected, actual);
        Assert.Equal(expected.Kind, actual!.Value.Kind);
    }
}
