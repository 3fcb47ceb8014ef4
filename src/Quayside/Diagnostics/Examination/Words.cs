// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Diagnostics.Examination;

/// <summary>Words that several examiners use for the same thing.</summary>
internal static class Words
{
    /// <summary>Names what is under a key: the text if it is known, else the name.</summary>
    public static string Subject(IpcEntry entry) => entry.Key.LegacyKey is { } text
        ? $"'{text}' ({entry.Key.NativeName})"
        : entry.Key.IsEmpty ? $"the object with key {Number(entry.SystemVKey ?? entry.SystemVLockKey ?? 0)}" : entry.Key.NativeName;

    /// <summary>Writes a System V key as ipcs(1) does.</summary>
    public static string Number(int key) => string.Create(CultureInfo.InvariantCulture, $"0x{key:x8}");

    /// <summary>Tells who a process is, as evidence.</summary>
    public static string Process(string role, ProcessStatus? process) => process switch
    {
        null => $"{role}: unknown",
        { IsAlive: false } => string.Create(CultureInfo.InvariantCulture, $"{role}: process {process.Id}, gone"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{role}: process {process.Id} ({process.Name ?? "?"}), alive"),
    };

    /// <summary>Tells when something was, as evidence.</summary>
    public static string Time(string what, DateTimeOffset? time) => time is { } moment
        ? string.Create(CultureInfo.InvariantCulture, $"{what}: {moment:yyyy-MM-dd HH:mm:ss} UTC")
        : $"{what}: never";

    /// <summary>Writes a number of bytes with its thousands apart.</summary>
    public static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes");
}
