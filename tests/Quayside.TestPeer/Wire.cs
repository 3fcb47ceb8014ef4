// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.TestPeer;

/// <summary>How values travel on a line; see tests/peers/protocol.md.</summary>
internal static class Wire
{
    public static string Show(bool value) => value ? "true" : "false";

    public static string Show(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Show(string? text) =>
        text is null ? "null" : "u" + string.Concat(text.Select(unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));

    public static string Show(ReadOnlySpan<byte> bytes) => "x" + Convert.ToHexStringLower(bytes);

    public static string? Text(string token) => token switch
    {
        "null" => null,
        ['u', .. var digits] => string.Concat(digits.Chunk(4).Select(unit => (char)ushort.Parse(unit, NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
        _ => throw new FormatException($"not a text: {token}"),
    };

    /// <summary>Shows a native key, given in Qt's text form.</summary>
    public static string ShowNativeKey(string textForm) => "n" + Show(textForm)[1..];

    /// <summary>Takes a native key in Qt's text form, or null when the word is something else.</summary>
    public static string? NativeKey(string token) => token is ['n', .. var digits] && token != "null" ? Text("u" + digits) : null;

    public static byte[]? Bytes(string token) => token switch
    {
        "null" => null,
        ['x', .. var digits] => Convert.FromHexString(digits),
        _ => throw new FormatException($"not bytes: {token}"),
    };

    public static long Number(string token) => long.Parse(token, CultureInfo.InvariantCulture);
}
