// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Qt;

/// <summary>What a QDateTime says: the date and time on a clock, and how far that clock is from UTC.</summary>
/// <param name="Time">Date and time as the clock shows them.</param>
/// <param name="Offset">The clock's distance from UTC, positive to the east; null for this machine's local time.</param>
/// <remarks>Immutable.</remarks>
internal readonly record struct QDateTimeClock(DateTime Time, TimeSpan? Offset)
{
    private static readonly TimeSpan _farthestOffset = TimeSpan.FromHours(14);

    /// <summary>Gets the value as local time if the clock is local, else in UTC.</summary>
    /// <exception cref="InvalidDataException">The instant lies outside the years 1 to 9999.</exception>
    public DateTime ToDateTime() => Offset is { } offset
        ? new DateTime(UtcTicks(offset), DateTimeKind.Utc)
        : DateTime.SpecifyKind(Time, DateTimeKind.Local);

    /// <summary>Gets the value with its offset, or in UTC where the type cannot hold the offset.</summary>
    /// <exception cref="InvalidDataException">The instant lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset()
    {
        var offset = Offset ?? TimeZoneInfo.Local.GetUtcOffset(Time);
        var utc = new DateTimeOffset(UtcTicks(offset), TimeSpan.Zero);
        return offset.Ticks % TimeSpan.TicksPerMinute == 0 && offset.Duration() <= _farthestOffset ? utc.ToOffset(offset) : utc;
    }

    private long UtcTicks(TimeSpan offset)
    {
        var ticks = Time.Ticks - offset.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? ticks
            : throw new InvalidDataException($"{Time:s} at {offset} from UTC lies outside the years 1 to 9999, which a DateTime can hold.");
    }
}
