// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Drawing;
using Quayside.Internal;
using Quayside.Qt;

namespace Quayside.DataStream.Tests;

/// <summary>Bytes that Qt 5.15 and 6.4 wrote, in both directions.</summary>
public sealed class GoldenBytesTests
{
    private delegate T Read<out T>(ref QDataStreamReader reader);

    private static readonly QDataStreamFormat _qt40 = new() { Version = QDataStreamVersion.Qt_4_0 };
    private static readonly QDataStreamFormat _qt45 = new() { Version = QDataStreamVersion.Qt_4_5 };
    private static readonly QDataStreamFormat _qt46 = new() { Version = QDataStreamVersion.Qt_4_6 };
    private static readonly QDataStreamFormat _single = new()
    {
        FloatingPointPrecision = QDataStreamFloatingPointPrecision.SinglePrecision,
    };

    private static readonly QDataStreamFormat _little = new() { ByteOrder = QDataStreamByteOrder.LittleEndian };

    [Fact]
    public void Bool_is_one_byte()
    {
        Check("00", w => w.WriteBoolean(false), (ref r) => r.ReadBoolean(), false);
        Check("01", w => w.WriteBoolean(true), (ref r) => r.ReadBoolean(), true);
    }

    [Fact]
    public void Any_byte_but_zero_is_true() => Assert.True(new QDataStreamReader([7]).ReadBoolean());

    [Fact]
    public void Integers_are_big_endian_twos_complement()
    {
        Check("fe", w => w.WriteSByte(-2), (ref r) => r.ReadSByte(), (sbyte)-2);
        Check("fe", w => w.WriteByte(254), (ref r) => r.ReadByte(), (byte)254);
        Check("fffe", w => w.WriteInt16(-2), (ref r) => r.ReadInt16(), (short)-2);
        Check("0102", w => w.WriteUInt16(0x0102), (ref r) => r.ReadUInt16(), (ushort)0x0102);
        Check("fffffffe", w => w.WriteInt32(-2), (ref r) => r.ReadInt32(), -2);
        Check("01020304", w => w.WriteUInt32(0x01020304), (ref r) => r.ReadUInt32(), 0x01020304u);
        Check("fffffffffffffffe", w => w.WriteInt64(-2), (ref r) => r.ReadInt64(), -2L);
        Check("0102030405060708", w => w.WriteUInt64(0x0102030405060708), (ref r) => r.ReadUInt64(), 0x0102030405060708ul);
    }

    [Fact]
    public void Little_endian_turns_every_number_round()
    {
        Check("feff", w => w.WriteInt16(-2), (ref r) => r.ReadInt16(), (short)-2, _little);
        Check("0201", w => w.WriteUInt16(0x0102), (ref r) => r.ReadUInt16(), (ushort)0x0102, _little);
        Check("01000000", w => w.WriteInt32(1), (ref r) => r.ReadInt32(), 1, _little);
        Check("04030201", w => w.WriteUInt32(0x01020304), (ref r) => r.ReadUInt32(), 0x01020304u, _little);
        Check("feffffffffffffff", w => w.WriteInt64(-2), (ref r) => r.ReadInt64(), -2L, _little);
        Check("0807060504030201", w => w.WriteUInt64(0x0102030405060708), (ref r) => r.ReadUInt64(), 0x0102030405060708ul, _little);
        Check("000000000000f83f", w => w.WriteDouble(1.5), (ref r) => r.ReadDouble(), 1.5, _little);
        Check("0000c03f", w => w.WriteSingle(1.5f), (ref r) => r.ReadSingle(), 1.5f, _little with { Version = QDataStreamVersion.Qt_4_5 });
        Check("04000000 6100 6200", w => w.WriteString("ab"), (ref r) => r.ReadString(), "ab", _little);
    }

    [Fact]
    public void Floats_have_four_bytes_before_Qt_4_6_and_eight_from_then_on()
    {
        Check("3fc00000", w => w.WriteSingle(1.5f), (ref r) => r.ReadSingle(), 1.5f, _qt45);
        Check("c002000000000000", w => w.WriteDouble(-2.25), (ref r) => r.ReadDouble(), -2.25, _qt45);
        Check("3ff8000000000000", w => w.WriteSingle(1.5f), (ref r) => r.ReadSingle(), 1.5f, _qt46);
        Check("3ff8000000000000", w => w.WriteSingle(1.5f), (ref r) => r.ReadSingle(), 1.5f);
        Check("c002000000000000", w => w.WriteDouble(-2.25), (ref r) => r.ReadDouble(), -2.25);
    }

    [Fact]
    public void Single_precision_counts_from_Qt_4_6_on()
    {
        Check("3fc00000", w => w.WriteSingle(1.5f), (ref r) => r.ReadSingle(), 1.5f, _single);
        Check("c0100000", w => w.WriteDouble(-2.25), (ref r) => r.ReadDouble(), -2.25, _single);
        Check(
            "c002000000000000",
            w => w.WriteDouble(-2.25),
            (ref r) => r.ReadDouble(),
            -2.25,
            _single with { Version = QDataStreamVersion.Qt_4_0 });
    }

    [Theory]
    [InlineData("00000004 0061 0062", "ab")]
    [InlineData("00000000", "")]
    [InlineData("ffffffff", null)]
    [InlineData("00000008 5934 50cf d83d de00", "头像😀")]
    public void QString_is_a_byte_length_and_UTF16_units(string hex, string? text)
    {
        Check(hex, w => w.WriteString(text), (ref r) => r.ReadString(), text);
        Check(hex, w => w.WriteString(text), (ref r) => r.ReadString(), text, _qt40);
    }

    [Theory]
    [InlineData("00000002 6162", new byte[] { 0x61, 0x62 })]
    [InlineData("00000000", new byte[0])]
    [InlineData("ffffffff", null)]
    public void QByteArray_is_a_length_and_bytes(string hex, byte[]? bytes) =>
        Check(hex, w => w.WriteByteArray(bytes), (ref r) => r.ReadByteArray(), bytes);

    [Fact]
    public void QByteArray_written_from_a_span_is_never_null() =>
        Assert.Equal(Bytes.FromHex("00000000"), Bytes.Write(w => w.WriteByteArray(ReadOnlySpan<byte>.Empty)));

    [Fact]
    public void QStringList_is_a_count_and_texts() => Check(
        "00000003 00000002 0061 ffffffff 00000000", w => w.WriteStringList("a", null, ""), (ref r) => r.ReadStringList(), ["a", null, ""]);

    [Fact]
    public void QSize_and_QPoint_are_two_integers()
    {
        Check("00000280 000001e0", w => w.WriteSize(new Size(640, 480)), (ref r) => r.ReadSize(), new Size(640, 480));
        Check("ffffffff ffffffff", w => w.WriteSize(new Size(-1, -1)), (ref r) => r.ReadSize(), new Size(-1, -1));
        Check("ffffffff 00000002", w => w.WritePoint(new Point(-1, 2)), (ref r) => r.ReadPoint(), new Point(-1, 2));
    }

    [Fact]
    public void QRect_holds_its_right_and_bottom_edge_inclusively()
    {
        var rectangle = new Rectangle(10, 20, 100, 50);
        Check("0000000a 00000014 0000006d 00000045", w => w.WriteRectangle(rectangle), (ref r) => r.ReadRectangle(), rectangle);
        Check("00000000 00000000 ffffffff ffffffff", w => w.WriteRectangle(default), (ref r) => r.ReadRectangle(), Rectangle.Empty);
    }

    [Fact]
    public void Raw_bytes_have_no_length()
    {
        byte[] raw = [1, 2, 3];
        Check("010203", w => w.WriteRawBytes(raw), (ref r) => r.ReadRawBytes(3).ToArray(), raw);
    }

    [Fact]
    public void Several_values_follow_each_other_and_the_rest_stays_unread()
    {
        var reader = new QDataStreamReader(Bytes.FromHex("01 00000002 0061 fffe 0000"));
        Assert.True(reader.ReadBoolean());
        Assert.Equal("a", reader.ReadString());
        Assert.Equal(-2, reader.ReadInt16());
        Assert.Equal((9, 2), (reader.Position, reader.Remaining));
    }

    private static void Check<T>(string hex, Action<QDataStreamWriter> write, Read<T> read, T value, QDataStreamFormat? format = null)
    {
        var bytes = Bytes.FromHex(hex);
        Assert.Equal(bytes, Bytes.Write(write, format));
        var reader = new QDataStreamReader(bytes, format);
        Assert.Equal(value, read(ref reader));
        Assert.Equal(0, reader.Remaining);
    }
}
