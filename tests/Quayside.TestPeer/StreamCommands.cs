// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Drawing;
using System.Globalization;
using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>Writes and reads the basic types with a QDataStream.</summary>
internal static class StreamCommands
{
    private delegate string ReadValue(ref QDataStreamReader reader);

    private static readonly Dictionary<string, (Action<QDataStreamWriter, string> Write, ReadValue Read)> _types = new()
    {
        ["bool"] = ((w, t) => w.WriteBoolean(bool.Parse(t)), (ref r) => Wire.Show(r.ReadBoolean())),
        ["int8"] = ((w, t) => w.WriteSByte(Number<sbyte>(t)), (ref r) => Wire.Show(r.ReadSByte())),
        ["uint8"] = ((w, t) => w.WriteByte(Number<byte>(t)), (ref r) => Wire.Show(r.ReadByte())),
        ["int16"] = ((w, t) => w.WriteInt16(Number<short>(t)), (ref r) => Wire.Show(r.ReadInt16())),
        ["uint16"] = ((w, t) => w.WriteUInt16(Number<ushort>(t)), (ref r) => Wire.Show(r.ReadUInt16())),
        ["int32"] = ((w, t) => w.WriteInt32(Number<int>(t)), (ref r) => Wire.Show(r.ReadInt32())),
        ["uint32"] = ((w, t) => w.WriteUInt32(Number<uint>(t)), (ref r) => Wire.Show(r.ReadUInt32())),
        ["int64"] = ((w, t) => w.WriteInt64(Number<long>(t)), (ref r) => Wire.Show(r.ReadInt64())),
        ["uint64"] = ((w, t) => w.WriteUInt64(Number<ulong>(t)), (ref r) => r.ReadUInt64().ToString(CultureInfo.InvariantCulture)),
        ["float"] = (
            (w, t) => w.WriteSingle(BitConverter.UInt32BitsToSingle(Convert.ToUInt32(t, 16))),
            (ref r) => BitConverter.SingleToUInt32Bits(r.ReadSingle()).ToString("x8", CultureInfo.InvariantCulture)),
        ["double"] = (
            (w, t) => w.WriteDouble(BitConverter.UInt64BitsToDouble(Convert.ToUInt64(t, 16))),
            (ref r) => BitConverter.DoubleToUInt64Bits(r.ReadDouble()).ToString("x16", CultureInfo.InvariantCulture)),
        ["string"] = ((w, t) => w.WriteString(Wire.Text(t)), (ref r) => Wire.Show(r.ReadString())),
        ["bytes"] = (
            (w, t) => w.WriteByteArray(Wire.Bytes(t)),
            (ref r) => r.ReadByteArray() is { } bytes ? Wire.Show(bytes) : "null"),
        ["stringlist"] = (
            (w, t) => w.WriteStringList(t == "[]" ? [] : [.. t[1..^1].Split(',').Select(Wire.Text)]),
            (ref r) => $"[{string.Join(',', r.ReadStringList().Select(Wire.Show))}]"),
        ["size"] = (
            (w, t) => w.WriteSize(Numbers(t) is [var width, var height] ? new Size(width, height) : throw new FormatException(t)),
            (ref r) => r.ReadSize() is var size ? Join(size.Width, size.Height) : ""),
        ["point"] = (
            (w, t) => w.WritePoint(Numbers(t) is [var x, var y] ? new Point(x, y) : throw new FormatException(t)),
            (ref r) => r.ReadPoint() is var point ? Join(point.X, point.Y) : ""),
        ["rect"] = (
            (w, t) => w.WriteRectangle(Numbers(t) is [var x, var y, var width, var height] ? new Rectangle(x, y, width, height) : throw new FormatException(t)),
            (ref r) => r.ReadRectangle() is var rectangle ? Join(rectangle.X, rectangle.Y, rectangle.Width, rectangle.Height) : ""),
        ["datetime"] = (
            (w, t) => w.WriteDateTime(t == "null" ? null : DateTimeOffset.FromUnixTimeMilliseconds(Wire.Number(t)).UtcDateTime),
            (ref r) => r.ReadDateTime() is { } time ? Wire.Show(new DateTimeOffset(time).ToUnixTimeMilliseconds()) : "null"),
    };

    public static string Write(int version, string[] fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new QDataStreamWriter(bytes, Format(version));
        foreach (var field in fields.Chunk(2))
        {
            _types[field[0]].Write(writer, field[1]);
        }

        return Wire.Show(bytes.WrittenSpan);
    }

    /// <remarks>Where Qt sets a status and goes on with empty values, the reader throws; the status is said in Qt's numbers.</remarks>
    public static string Read(int version, byte[] bytes, string[] types)
    {
        var reader = new QDataStreamReader(bytes, Format(version));
        var values = "";
        try
        {
            foreach (var type in types)
            {
                values += " " + _types[type].Read(ref reader);
            }

            return "0" + values;
        }
        catch (EndOfStreamException)
        {
            return "1" + values;
        }
    }

    private static QDataStreamFormat Format(int version) => new() { Version = (QDataStreamVersion)version };

    private static T Number<T>(string token)
        where T : IParsable<T> => T.Parse(token, CultureInfo.InvariantCulture);

    private static int[] Numbers(string token) => [.. token.Split(',').Select(Number<int>)];

    private static string Join(params int[] numbers) => string.Join(',', numbers);
}
