// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Drawing;
using CsCheck;
using Quayside.Internal;
using Quayside.Qt;

namespace Quayside.DataStream.Tests;

/// <summary>What is written in any format is read back, to the last byte.</summary>
public sealed class RoundTripTests
{
    private delegate T Read<out T>(ref QDataStreamReader reader);

    private static readonly Gen<QDataStreamFormat> _formats =
        from version in Gen.Int[7, 24]
        from little in Gen.Bool
        select new QDataStreamFormat
        {
            Version = (QDataStreamVersion)version,
            ByteOrder = little ? QDataStreamByteOrder.LittleEndian : QDataStreamByteOrder.BigEndian,
        };

    private static readonly Gen<string> _texts = Gen.Char.Array.Select(units => new string(units));

    [Fact]
    public void Integers()
    {
        Check(Gen.SByte, (w, v) => w.WriteSByte(v), (ref r) => r.ReadSByte());
        Check(Gen.Byte, (w, v) => w.WriteByte(v), (ref r) => r.ReadByte());
        Check(Gen.Short, (w, v) => w.WriteInt16(v), (ref r) => r.ReadInt16());
        Check(Gen.UShort, (w, v) => w.WriteUInt16(v), (ref r) => r.ReadUInt16());
        Check(Gen.Int, (w, v) => w.WriteInt32(v), (ref r) => r.ReadInt32());
        Check(Gen.UInt, (w, v) => w.WriteUInt32(v), (ref r) => r.ReadUInt32());
        Check(Gen.Long, (w, v) => w.WriteInt64(v), (ref r) => r.ReadInt64());
        Check(Gen.ULong, (w, v) => w.WriteUInt64(v), (ref r) => r.ReadUInt64());
    }

    [Fact]
    public void Floating_point_numbers()
    {
        Check(Gen.Float, (w, v) => w.WriteSingle(v), (ref r) => r.ReadSingle());
        Check(Gen.Double, (w, v) => w.WriteDouble(v), (ref r) => r.ReadDouble());
    }

    [Fact]
    public void Texts_with_any_UTF16_units() => Check(_texts, (w, v) => w.WriteString(v), (ref r) => r.ReadString());

    [Fact]
    public void Byte_arrays() => Check(Gen.Byte.Array, (w, v) => w.WriteByteArray(v), (ref r) => r.ReadByteArray());

    [Fact]
    public void Lists_of_texts() => Check(
        Gen.Select(_texts, Gen.Bool, (text, isNull) => isNull ? null : text).Array[0, 20],
        (w, v) => w.WriteStringList(v),
        (ref r) => r.ReadStringList());

    [Fact]
    public void Rectangles() => Check(
        Gen.Select(Gen.Int[-1_000_000, 1_000_000].Array[4], v => new Rectangle(v[0], v[1], v[2], v[3])),
        (w, v) => w.WriteRectangle(v),
        (ref r) => r.ReadRectangle());

    [Fact]
    public void Instants_in_milliseconds() => Check(
        Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond]
            .Select(milliseconds => new DateTime(milliseconds * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)),
        (w, v) => w.WriteDateTime(v),
        (ref r) => r.ReadDateTime()!.Value);

    [Fact]
    public void Instants_with_an_offset() => Check(
        Gen.Select(
            Gen.Long[TimeSpan.TicksPerDay / TimeSpan.TicksPerMillisecond, DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond / 2],
            Gen.Int[-14 * 60, 14 * 60],
            (milliseconds, minutes) => new DateTimeOffset(milliseconds * TimeSpan.TicksPerMillisecond, TimeSpan.FromMinutes(minutes))),
        (w, v) => w.WriteDateTimeOffset(v),
        (ref r) => r.ReadDateTimeOffset()!.Value);

    [Fact]
    public void Reading_any_bytes_gives_a_value_or_one_of_the_two_documented_exceptions() =>
        Gen.Select(_formats, Gen.Byte.Array[0, 40]).Sample((format, bytes) =>
        {
            ReadOrRefuse(bytes, format, (ref r) => r.ReadString());
            ReadOrRefuse(bytes, format, (ref r) => r.ReadByteArray());
            ReadOrRefuse(bytes, format, (ref r) => r.ReadStringList());
            ReadOrRefuse(bytes, format, (ref r) => r.ReadRectangle());
            ReadOrRefuse(bytes, format, (ref r) => r.ReadDateTime());
            ReadOrRefuse(bytes, format, (ref r) => r.ReadDateTimeOffset());
        });

    private static void Check<T>(Gen<T> values, Action<QDataStreamWriter, T> write, Read<T?> read) =>
        Gen.Select(_formats, values).Sample((format, value) =>
        {
            var bytes = Bytes.Write(w => write(w, value), format);
            var reader = new QDataStreamReader(bytes, format);
            Assert.Equal(value, read(ref reader));
            Assert.Equal(0, reader.Remaining);
        });

    private static void ReadOrRefuse<T>(byte[] bytes, QDataStreamFormat format, Read<T> read)
    {
        var reader = new QDataStreamReader(bytes, format);
        try
        {
            read(ref reader);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            Assert.Equal(0, reader.Position);
        }
    }
}
