// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace Quayside.Qt;

/// <summary>A QTimeZone as it stands behind a QDateTime: an IANA name, or a description of a fixed offset.</summary>
/// <remarks>Stateless. Bytes observed with Qt 5.15 and 6.4; only reading is needed, for .NET's times have offsets, not zones.</remarks>
internal static class QTimeZoneEncoding
{
    private const string FixedOffset = "OffsetFromUtc";
    private const int SecondsPerDay = 86_400;

    // The id of a hostile stream must not become a path of its choice below or beside the system's time zone files.
    private static readonly SearchValues<char> _idCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    /// <summary>Reads a time zone and gives its offset from UTC when its clocks show <paramref name="time"/>.</summary>
    /// <returns>The offset; zero if there is no time to ask it for. A time that occurs twice counts as the zone's standard time.</returns>
    /// <exception cref="EndOfStreamException">The data ends before the value does.</exception>
    /// <exception cref="InvalidDataException">This machine does not know the zone.</exception>
    public static TimeSpan ReadOffset(ref QDataStreamReader reader, DateTime? time)
    {
        var id = reader.ReadString() ?? "";
        if (id == FixedOffset)
        {
            return ReadFixedOffset(ref reader);
        }

        if (time is not { } value)
        {
            return TimeSpan.Zero;
        }

        var isName = !id.AsSpan().ContainsAnyExcept(_idCharacters) && !id.StartsWith('/');
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone.GetUtcOffset(value)
            : throw new InvalidDataException(
                $"A QDateTime is in the time zone \"{id}\", which this machine does not know. Have the writer use UTC or an offset.");
    }

    /// <summary>Turns an offset in seconds into a time span.</summary>
    /// <exception cref="InvalidDataException">The offset is a day or more.</exception>
    public static TimeSpan CheckedOffset(int seconds) => seconds is > -SecondsPerDay and < SecondsPerDay
        ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidDataException($"An offset of {seconds} seconds from UTC is a day or more.");

    private static TimeSpan ReadFixedOffset(ref QDataStreamReader reader)
    {
        reader.ReadString(); // id
        var offset = CheckedOffset(reader.ReadInt32());
        reader.ReadString(); // name
        reader.ReadString(); // abbreviation
        reader.ReadInt32(); // country
        reader.ReadString(); // comment
        return offset;
    }
}
