// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <content>QDateTime.</content>
public sealed partial class QDataStreamWriter
{
    /// <summary>Writes a QDateTime: in UTC if its kind is <see cref="DateTimeKind.Utc"/>, else as local time.</summary>
    /// <param name="value">The date and time, cut to milliseconds; null writes a null QDateTime.</param>
    public void WriteDateTime(DateTime? value)
    {
        if (value is not { } time)
        {
            QDateTimeEncoding.WriteNull(this, _format.Version);
        }
        else if (time.Kind == DateTimeKind.Utc)
        {
            QDateTimeEncoding.WriteInstant(this, _format.Version, time);
        }
        else
        {
            QDateTimeEncoding.WriteLocal(this, _format.Version, time);
        }
    }

    /// <summary>Writes a QDateTime with its offset from UTC; an offset of zero is UTC.</summary>
    /// <param name="value">The date and time, cut to milliseconds; null writes a null QDateTime.</param>
    /// <remarks>Versions before <see cref="QDataStreamVersion.Qt_5_2"/> leave offsets out: they get the same instant in UTC.</remarks>
    public void WriteDateTimeOffset(DateTimeOffset? value)
    {
        if (value is { } time)
        {
            QDateTimeEncoding.WriteInstant(this, _format.Version, time);
        }
        else
        {
            QDateTimeEncoding.WriteNull(this, _format.Version);
        }
    }
}
