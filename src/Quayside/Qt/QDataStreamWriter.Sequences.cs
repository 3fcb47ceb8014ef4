// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace Quayside.Qt;

/// <content>Values that carry their length.</content>
public sealed partial class QDataStreamWriter
{
    /// <summary>Writes a QString; lone surrogates are kept.</summary>
    /// <param name="value">The text; null writes a null QString, which Qt tells from an empty one.</param>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteUInt32(QDataStreamMarks.Null);
            return;
        }

        // The longest .NET string has fewer than 2^31 bytes, so no mark is needed for any length.
        WriteUInt32((uint)value.Length * sizeof(char));
        foreach (var unit in value)
        {
            WriteUInt16(unit);
        }
    }

    /// <summary>Writes a QByteArray.</summary>
    /// <param name="value">The bytes; null writes a null QByteArray, which Qt tells from an empty one.</param>
    public void WriteByteArray(byte[]? value)
    {
        if (value is null)
        {
            WriteUInt32(QDataStreamMarks.Null);
            return;
        }

        WriteByteArray(value.AsSpan());
    }

    /// <summary>Writes a QByteArray that is not null.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteByteArray(ReadOnlySpan<byte> value)
    {
        WriteUInt32((uint)value.Length);
        WriteRawBytes(value);
    }

    /// <summary>Writes a QStringList.</summary>
    /// <param name="values">The texts; null elements become null QStrings.</param>
    public void WriteStringList(params ReadOnlySpan<string?> values)
    {
        WriteUInt32((uint)values.Length);
        foreach (var value in values)
        {
            WriteString(value);
        }
    }

    /// <summary>Writes bytes without a length, as <c>QDataStream::writeRawData</c> does.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteRawBytes(ReadOnlySpan<byte> value) => _output.Write(value);
}
