// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>The order of the bytes of a number, with the values of <c>QDataStream::ByteOrder</c>.</summary>
public enum QDataStreamByteOrder
{
    /// <summary>Most significant byte first: what every Qt program writes unless it was told otherwise.</summary>
    BigEndian = 0,

    /// <summary>Least significant byte first.</summary>
    LittleEndian = 1,
}
