// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>How many bytes floating-point numbers have, with the values of <c>QDataStream::FloatingPointPrecision</c>.</summary>
/// <remarks>It counts from <see cref="QDataStreamVersion.Qt_4_6"/> on. Earlier a float has four bytes and a double eight.</remarks>
public enum QDataStreamFloatingPointPrecision
{
    /// <summary>Four bytes, for float and double alike.</summary>
    SinglePrecision = 0,

    /// <summary>Eight bytes, for float and double alike: what every Qt program writes unless it was told otherwise.</summary>
    DoublePrecision = 1,
}
