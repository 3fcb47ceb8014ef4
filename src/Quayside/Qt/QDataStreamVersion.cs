// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace Quayside.Qt;

/// <summary>The encodings QDataStream has had, by the number that Qt gives to <c>QDataStream::setVersion</c>.</summary>
/// <remarks>
/// Several Qt releases share one number, as in Qt. A stream does not say which version wrote it: both ends must know.
/// The values that <see cref="QDataStreamReader"/> reads have the same bytes in every version from <see cref="Qt_5_2"/> on,
/// save for lengths of 4 GiB and more, which <see cref="Qt_6_7"/> introduced.
/// </remarks>
[SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "The names are Qt's.")]
[SuppressMessage("Design", "CA1069:Enums values should not be duplicated", Justification = "Qt gives one number to several releases.")]
public enum QDataStreamVersion
{
    /// <summary>Qt 4.0, the oldest encoding supported here.</summary>
    Qt_4_0 = 7,

    /// <summary>Qt 4.1.</summary>
    Qt_4_1 = 7,

    /// <summary>Qt 4.2.</summary>
    Qt_4_2 = 8,

    /// <summary>Qt 4.3.</summary>
    Qt_4_3 = 9,

    /// <summary>Qt 4.4, the first with QSharedMemory.</summary>
    Qt_4_4 = 10,

    /// <summary>Qt 4.5, the last that writes a float in four bytes.</summary>
    Qt_4_5 = 11,

    /// <summary>Qt 4.6; from here on the stream's precision, not the value's type, decides how many bytes a float has.</summary>
    Qt_4_6 = 12,

    /// <summary>Qt 4.7.</summary>
    Qt_4_7 = 12,

    /// <summary>Qt 4.8.</summary>
    Qt_4_8 = 12,

    /// <summary>Qt 4.9, never released.</summary>
    Qt_4_9 = 12,

    /// <summary>Qt 5.0; dates grow to eight bytes, every date and time is written in UTC.</summary>
    Qt_5_0 = 13,

    /// <summary>Qt 5.1; dates and times are written as their own clock shows them again.</summary>
    Qt_5_1 = 14,

    /// <summary>Qt 5.2; dates and times carry their offset from UTC or their time zone.</summary>
    Qt_5_2 = 15,

    /// <summary>Qt 5.3.</summary>
    Qt_5_3 = 15,

    /// <summary>Qt 5.4.</summary>
    Qt_5_4 = 16,

    /// <summary>Qt 5.5.</summary>
    Qt_5_5 = 16,

    /// <summary>Qt 5.6.</summary>
    Qt_5_6 = 17,

    /// <summary>Qt 5.7.</summary>
    Qt_5_7 = 17,

    /// <summary>Qt 5.8.</summary>
    Qt_5_8 = 17,

    /// <summary>Qt 5.9.</summary>
    Qt_5_9 = 17,

    /// <summary>Qt 5.10.</summary>
    Qt_5_10 = 17,

    /// <summary>Qt 5.11.</summary>
    Qt_5_11 = 17,

    /// <summary>Qt 5.12.</summary>
    Qt_5_12 = 18,

    /// <summary>Qt 5.13.</summary>
    Qt_5_13 = 19,

    /// <summary>Qt 5.14.</summary>
    Qt_5_14 = 19,

    /// <summary>Qt 5.15.</summary>
    Qt_5_15 = 19,

    /// <summary>Qt 6.0.</summary>
    Qt_6_0 = 20,

    /// <summary>Qt 6.1.</summary>
    Qt_6_1 = 20,

    /// <summary>Qt 6.2.</summary>
    Qt_6_2 = 20,

    /// <summary>Qt 6.3.</summary>
    Qt_6_3 = 20,

    /// <summary>Qt 6.4.</summary>
    Qt_6_4 = 20,

    /// <summary>Qt 6.5.</summary>
    Qt_6_5 = 20,

    /// <summary>Qt 6.6.</summary>
    Qt_6_6 = 21,

    /// <summary>Qt 6.7; lengths of 4 GiB and more get eight bytes of their own.</summary>
    Qt_6_7 = 22,

    /// <summary>Qt 6.8.</summary>
    Qt_6_8 = 22,

    /// <summary>Qt 6.9.</summary>
    Qt_6_9 = 22,

    /// <summary>Qt 6.10.</summary>
    Qt_6_10 = 23,

    /// <summary>Qt 6.11, the newest encoding supported here.</summary>
    Qt_6_11 = 24,
}
