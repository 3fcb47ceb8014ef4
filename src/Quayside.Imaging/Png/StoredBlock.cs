// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using static System.Buffers.Binary.BinaryPrimitives;

namespace Quayside.Imaging.Png;

/// <summary>The header of a deflate block whose bytes are stored. Source: RFC 1951, 3.2.3 and 3.2.4.</summary>
/// <param name="Length">How many bytes follow.</param>
/// <param name="IsLast">Whether it is the last block of its stream.</param>
internal readonly record struct StoredBlock(int Length, bool IsLast)
{
    /// <summary>Length of the header.</summary>
    public const int HeaderSize = 5;

    /// <summary>The most bytes that can follow.</summary>
    public const int MostBytes = ushort.MaxValue;

    /// <summary>Reads a header.</summary>
    /// <returns>Whether it is one of a stored block.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out StoredBlock block)
    {
        var kind = data[0];
        var lengths = ReadUInt32LittleEndian(data[1..]);
        var length = lengths & ushort.MaxValue;
        block = new StoredBlock((int)length, kind == 1);
        return kind <= 1 && (length ^ ushort.MaxValue) == lengths >> 16;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> target)
    {
        target[0] = IsLast ? (byte)1 : (byte)0;
        WriteUInt16LittleEndian(target[1..], (ushort)Length);
        WriteUInt16LittleEndian(target[3..], (ushort)(Length ^ ushort.MaxValue));
    }
}
