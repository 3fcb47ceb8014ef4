// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <content>QDateTime.</content>
public ref partial struct QDataStreamReader
{
    /// <summary>Reads a QDateTime as local time where it is local time, and as UTC where it has UTC, an offset or a time zone.</summary>
    /// <returns>The date and time in milliseconds, or null for one that is null or invalid.</returns>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no date and time, lies outside the years 1 to 9999, or its instant cannot be told: the time zone is unknown here,
    /// or the format's version leaves the offset out.
    /// </exception>
    public DateTime? ReadDateTime()
    {
        var ahead = this;
        var value = QDateTimeEncoding.Read(ref ahead, Format.Version);
        this = ahead;
        return value?.ToDateTime();
    }

    /// <summary>Reads a QDateTime with its offset from UTC; local time gets the offset this machine has at that time.</summary>
    /// <returns>
    /// The date and time in milliseconds, or null for one that is null or invalid. An offset that
    /// <see cref="DateTimeOffset"/> cannot hold, with seconds or beyond 14 hours, gives the same instant in UTC.
    /// </returns>
    /// <inheritdoc cref="ReadDateTime" path="/exception"/>
    public DateTimeOffset? ReadDateTimeOffset()
    {
        var ahead = this;
        var value = QDateTimeEncoding.Read(ref ahead, Format.Version);
        this = ahead;
        return value?.ToDateTimeOffset();
    }
}
