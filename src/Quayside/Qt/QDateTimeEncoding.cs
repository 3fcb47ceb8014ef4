// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>The encodings a QDateTime has had: Julian day, milliseconds since midnight, and the kind of clock.</summary>
/// <remarks>
/// Stateless. Bytes observed with Qt 5.15 and 6.4 for the versions 7, 12 to 15, 19 and 20:
/// <code>
/// version   date      time      clock    then
/// 7 to 12   quint32   quint32   qint8    -                        clock: -1 to 1 local, 2 UTC, 3 offset, 4 zone
/// 13        qint64    quint32   qint8    -                        always in UTC; clock as in 15
/// 14        qint64    quint32   qint8    -                        clock as in 7
/// 15 to 24  qint64    quint32   qint8    qint32 seconds if 2,     clock: 0 local, 1 UTC, 2 offset, 3 zone
///                                        QTimeZone if 3
/// </code>
/// Null is Julian day 0 up to 12 and the least qint64 from 13 on, with the time 0xFFFFFFFF.
/// </remarks>
internal static class QDateTimeEncoding
{
    private const uint NullTime = 0xFFFF_FFFF;
    private const uint MillisecondsPerDay = 86_400_000;
    private const long NullDay = long.MinValue;
    private const long FirstJulianDay = 1_721_426; // 0001-01-01
    private const long LastJulianDay = 5_373_484; // 9999-12-31

    private const sbyte OldLocal = -1;
    private const sbyte OldUtc = 2;
    private const sbyte Local = 0;
    private const sbyte Utc = 1;
    private const sbyte Offset = 2;
    private const sbyte Zone = 3;

    /// <summary>Reads one QDateTime; null if it is null or invalid.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">It is no date and time that can be told here.</exception>
    public static QDateTimeClock? Read(ref QDataStreamReader reader, QDataStreamVersion version)
    {
        var time = ReadDayAndTime(ref reader, version);
        var clock = reader.ReadSByte();
        if (version == QDataStreamVersion.Qt_5_0)
        {
            return clock is >= Local and <= Zone ? FromUtc(time, clock) : throw UnknownClock(clock);
        }

        if (version < QDataStreamVersion.Qt_5_2)
        {
            return clock switch
            {
                >= OldLocal and < OldUtc => At(time, offset: null),
                OldUtc => At(time, TimeSpan.Zero),
                3 or 4 when time is null => null,
                3 or 4 => throw new InvalidDataException(
                    $"{time:s} has an offset from UTC which version {(int)version} of QDataStream leaves out. "
                    + "Use Qt_5_2 or newer on both ends."),
                _ => throw UnknownClock(clock),
            };
        }

        return clock switch
        {
            Local => At(time, offset: null),
            Utc => At(time, TimeSpan.Zero),
            Offset => At(time, QTimeZoneEncoding.CheckedOffset(reader.ReadInt32())),
            Zone => At(time, QTimeZoneEncoding.ReadOffset(ref reader, time)),
            _ => throw UnknownClock(clock),
        };
    }

    /// <summary>Writes a null QDateTime.</summary>
    public static void WriteNull(QDataStreamWriter writer, QDataStreamVersion version)
    {
        WriteDay(writer, version, version < QDataStreamVersion.Qt_5_0 ? 0 : NullDay);
        writer.WriteUInt32(NullTime);
        writer.WriteSByte(HasOldClocks(version) ? OldLocal : Local);
    }

    /// <summary>Writes a local time.</summary>
    public static void WriteLocal(QDataStreamWriter writer, QDataStreamVersion version, DateTime time)
    {
        WriteDayAndTime(writer, version, version == QDataStreamVersion.Qt_5_0 ? time.ToUniversalTime() : time);
        writer.WriteSByte(HasOldClocks(version) ? OldLocal : Local);
    }

    /// <summary>Writes an instant: in UTC if it is, or if the version would leave its offset out.</summary>
    public static void WriteInstant(QDataStreamWriter writer, QDataStreamVersion version, DateTimeOffset time)
    {
        if (time.Offset == TimeSpan.Zero || version < QDataStreamVersion.Qt_5_2)
        {
            WriteDayAndTime(writer, version, time.UtcDateTime);
            writer.WriteSByte(HasOldClocks(version) ? OldUtc : Utc);
        }
        else
        {
            WriteDayAndTime(writer, version, time.DateTime);
            writer.WriteSByte(Offset);
            writer.WriteInt32((int)time.Offset.TotalSeconds);
        }
    }

    private static bool HasOldClocks(QDataStreamVersion version) =>
        version is < QDataStreamVersion.Qt_5_2 and not QDataStreamVersion.Qt_5_0;

    private static DateTime? ReadDayAndTime(ref QDataStreamReader reader, QDataStreamVersion version)
    {
        var day = version < QDataStreamVersion.Qt_5_0 ? reader.ReadUInt32() : reader.ReadInt64();
        var milliseconds = reader.ReadUInt32();
        if (day == (version < QDataStreamVersion.Qt_5_0 ? 0 : NullDay))
        {
            return null;
        }

        if (day is < FirstJulianDay or > LastJulianDay)
        {
            throw new InvalidDataException($"Julian day {day} lies outside the years 1 to 9999, which a DateTime can hold.");
        }

        // A date without a time is midnight, as in Qt.
        milliseconds = milliseconds == NullTime ? 0 : milliseconds;
        return milliseconds < MillisecondsPerDay
            ? DateTime.MinValue.AddTicks(((day - FirstJulianDay) * TimeSpan.TicksPerDay) + (milliseconds * TimeSpan.TicksPerMillisecond))
            : throw new InvalidDataException($"{milliseconds} milliseconds since midnight are more than a day has.");
    }

    private static void WriteDayAndTime(QDataStreamWriter writer, QDataStreamVersion version, DateTime time)
    {
        WriteDay(writer, version, FirstJulianDay + (time.Ticks / TimeSpan.TicksPerDay));
        writer.WriteUInt32((uint)(time.TimeOfDay.Ticks / TimeSpan.TicksPerMillisecond));
    }

    private static void WriteDay(QDataStreamWriter writer, QDataStreamVersion version, long day)
    {
        if (version < QDataStreamVersion.Qt_5_0)
        {
            writer.WriteUInt32((uint)day);
        }
        else
        {
            writer.WriteInt64(day);
        }
    }

    private static QDateTimeClock? At(DateTime? time, TimeSpan? offset) => time is { } value ? new QDateTimeClock(value, offset) : null;

    private static QDateTimeClock? FromUtc(DateTime? time, sbyte clock) => time is { } value && clock == Local
        ? new QDateTimeClock(DateTime.SpecifyKind(value, DateTimeKind.Utc).ToLocalTime(), Offset: null)
        : At(time, TimeSpan.Zero);

    private static InvalidDataException UnknownClock(sbyte clock) => new(
        $"A QDateTime has the kind of clock {clock}, which Qt does not know. Check that writer and reader agree on the QDataStreamFormat.");
}
