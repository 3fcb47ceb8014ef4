// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <content>Values that carry their length.</content>
public ref partial struct QDataStreamReader
{
    // The shortest QString in a stream is its length alone.
    private const int ShortestString = sizeof(uint);

    /// <summary>Reads a QString; lone surrogates are kept.</summary>
    /// <returns>The text, or null for a null QString, which Qt tells from an empty one.</returns>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">The length is no number of UTF-16 units.</exception>
    public string? ReadString()
    {
        var ahead = this;
        if (ahead.ReadLength() is not { } length)
        {
            this = ahead;
            return null;
        }

        if (length % sizeof(char) != 0)
        {
            throw Corrupt($"a QString of {length} bytes");
        }

        var units = new QDataStreamReader(ahead.Take(length), _format);
        var text = string.Create(units.Remaining / sizeof(char), units, static (characters, source) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = (char)source.ReadUInt16();
            }
        });
        this = ahead;
        return text;
    }

    /// <summary>Reads a QByteArray.</summary>
    /// <returns>A copy of the bytes, or null for a null QByteArray, which Qt tells from an empty one.</returns>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">The length is negative.</exception>
    public byte[]? ReadByteArray()
    {
        var ahead = this;
        var bytes = ahead.ReadLength() is { } length ? ahead.Take(length).ToArray() : null;
        this = ahead;
        return bytes;
    }

    /// <summary>Reads a QStringList.</summary>
    /// <returns>The texts; null elements are null QStrings.</returns>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">A length is none that Qt writes.</exception>
    public string?[] ReadStringList()
    {
        var ahead = this;
        var count = ahead.ReadLength() ?? throw Corrupt("a QStringList without a count");
        if (count > ahead.Remaining / ShortestString)
        {
            throw new EndOfStreamException(
                $"The stream ends too early: byte {_position} begins a list of {count} texts, but {ahead.Remaining} bytes are left. "
                + "Check that writer and reader agree on the values, their order and the QDataStreamFormat.");
        }

        var texts = new string?[count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = ahead.ReadString();
        }

        this = ahead;
        return texts;
    }

    /// <summary>Reads bytes that have no length in the stream, as <c>QDataStream::readRawData</c> does.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <returns>The bytes in place, not a copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="EndOfStreamException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> ReadRawBytes(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Take(length);
    }

    private long? ReadLength()
    {
        var length = ReadUInt32();
        if (length == QDataStreamMarks.Null)
        {
            return null;
        }

        if (length != QDataStreamMarks.LongLength || !Format.HasLongLengths)
        {
            return length;
        }

        var longLength = ReadInt64();
        return longLength >= 0 ? longLength : throw Corrupt($"a length of {longLength}");
    }
}
