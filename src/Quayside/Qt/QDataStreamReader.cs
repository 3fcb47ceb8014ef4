// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Drawing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Qt;

/// <summary>Reads what a Qt program wrote with QDataStream from bytes in memory, such as a shared segment.</summary>
/// <remarks>
/// <para>The data may come from anybody: every length is checked against the bytes that are left before anything is allocated,
/// and each length is read once, so that a peer that changes the bytes meanwhile gets wrong values at most.</para>
/// <para>A read that throws leaves <see cref="Position"/> where it was. Bytes behind the last value are nobody's concern,
/// as in Qt: a segment may be larger than its content. Not safe for use by several threads at once.</para>
/// <para>Encoding: Qt's documentation, "Serializing Qt Data Types"; bytes observed with Qt 5.15, 6.4 and 6.8.</para>
/// </remarks>
public ref partial struct QDataStreamReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly QDataStreamFormat? _format;
    private int _position;

    /// <summary>Begins at the first byte of <paramref name="data"/>.</summary>
    /// <param name="data">The stream; it may go on behind the last value.</param>
    /// <param name="format">What the writer used; <see cref="QDataStreamFormat.Default"/> if null.</param>
    public QDataStreamReader(ReadOnlySpan<byte> data, QDataStreamFormat? format = null)
    {
        _data = data;
        _format = format;
    }

    /// <summary>Gets the number of bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Gets the number of bytes that are left.</summary>
    public readonly int Remaining => _data.Length - _position;

    private readonly QDataStreamFormat Format => _format ?? QDataStreamFormat.Default;

    private readonly bool IsLittleEndian => Format.IsLittleEndian;

    /// <summary>Reads a bool; any byte but 0 is true, as in Qt.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public bool ReadBoolean() => Take(sizeof(byte))[0] != 0;

    /// <summary>Reads a qint8.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public sbyte ReadSByte() => unchecked((sbyte)Take(sizeof(sbyte))[0]);

    /// <summary>Reads a quint8.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public byte ReadByte() => Take(sizeof(byte))[0];

    /// <summary>Reads a qint16.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public short ReadInt16()
    {
        var bytes = Take(sizeof(short));
        return IsLittleEndian ? ReadInt16LittleEndian(bytes) : ReadInt16BigEndian(bytes);
    }

    /// <summary>Reads a quint16.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public ushort ReadUInt16()
    {
        var bytes = Take(sizeof(ushort));
        return IsLittleEndian ? ReadUInt16LittleEndian(bytes) : ReadUInt16BigEndian(bytes);
    }

    /// <summary>Reads a qint32.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public int ReadInt32()
    {
        var bytes = Take(sizeof(int));
        return IsLittleEndian ? ReadInt32LittleEndian(bytes) : ReadInt32BigEndian(bytes);
    }

    /// <summary>Reads a quint32.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public uint ReadUInt32()
    {
        var bytes = Take(sizeof(uint));
        return IsLittleEndian ? ReadUInt32LittleEndian(bytes) : ReadUInt32BigEndian(bytes);
    }

    /// <summary>Reads a qint64.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public long ReadInt64()
    {
        var bytes = Take(sizeof(long));
        return IsLittleEndian ? ReadInt64LittleEndian(bytes) : ReadInt64BigEndian(bytes);
    }

    /// <summary>Reads a quint64.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public ulong ReadUInt64()
    {
        var bytes = Take(sizeof(ulong));
        return IsLittleEndian ? ReadUInt64LittleEndian(bytes) : ReadUInt64BigEndian(bytes);
    }

    /// <summary>Reads a float, from eight bytes unless the format says four; what a float cannot hold is rounded.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public float ReadSingle() => (float)ReadFloatingPoint(Format.SingleSize);

    /// <summary>Reads a double, from eight bytes unless the format says four.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public double ReadDouble() => ReadFloatingPoint(Format.DoubleSize);

    /// <summary>Reads a QSize. Qt's null size is -1 by -1, not <see cref="Size.Empty"/>.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public Size ReadSize() => new(ReadPoint());

    /// <summary>Reads a QPoint.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    public Point ReadPoint()
    {
        var ahead = this;
        var point = new Point(ahead.ReadInt32(), ahead.ReadInt32());
        this = ahead;
        return point;
    }

    /// <summary>Reads a QRect. The stream holds its right and bottom edge inclusively; Qt's null rectangle becomes an empty one.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">The rectangle is wider or higher than an int can say.</exception>
    public Rectangle ReadRectangle()
    {
        var ahead = this;
        var topLeft = ahead.ReadPoint();
        var bottomRight = ahead.ReadPoint();
        var width = (long)bottomRight.X - topLeft.X + 1;
        var height = (long)bottomRight.Y - topLeft.Y + 1;
        if (width != unchecked((int)width) || height != unchecked((int)height))
        {
            throw Corrupt($"a rectangle of {width} by {height}");
        }

        this = ahead;
        return new Rectangle(topLeft.X, topLeft.Y, (int)width, (int)height);
    }

    private double ReadFloatingPoint(int size)
    {
        var bytes = Take(size);
        return size == sizeof(float)
            ? IsLittleEndian ? ReadSingleLittleEndian(bytes) : ReadSingleBigEndian(bytes)
            : IsLittleEndian ? ReadDoubleLittleEndian(bytes) : ReadDoubleBigEndian(bytes);
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > Remaining)
        {
            throw new EndOfStreamException(
                $"The stream ends too early: byte {_position} begins something {length} bytes long, but {Remaining} are left. "
                + "Check that writer and reader agree on the values, their order and the QDataStreamFormat.");
        }

        var taken = _data.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private readonly InvalidDataException Corrupt(string what) => new(
        $"No Qt program writes {what}, which is at byte {_position}. "
        + "Check that writer and reader agree on the values, their order and the QDataStreamFormat.");
}
