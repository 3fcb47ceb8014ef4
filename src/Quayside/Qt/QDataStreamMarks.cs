// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>The two lengths of QDataStream that are no lengths.</summary>
internal static class QDataStreamMarks
{
    /// <summary>Stands in place of a length for a null QString or QByteArray.</summary>
    public const uint Null = 0xFFFF_FFFF;

    /// <summary>Says, from Qt 6.7 on, that the length follows as a qint64.</summary>
    public const uint LongLength = 0xFFFF_FFFE;
}
