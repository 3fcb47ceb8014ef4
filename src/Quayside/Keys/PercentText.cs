// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;

namespace Quayside.Keys;

/// <summary>Percent signs in texts, as QUrl writes and, in its tolerant mode, reads them.</summary>
internal static class PercentText
{
    /// <summary>Writes control characters of ASCII and some others as a percent sign and two digits; all else stays as it is.</summary>
    public static string Encode(string text, string special)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAscii(character) && (char.IsControl(character) || special.Contains(character, StringComparison.Ordinal)))
            {
                _ = result.Append('%').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                _ = result.Append(character);
            }
        }

        return result.ToString();
    }

    /// <summary>Gets whether two hexadecimal digits follow each percent sign.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var index = text.IndexOf('%', StringComparison.Ordinal); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (!IsSequence(text, index))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads what percent signs stand for, as UTF-8. If one of them stands for nothing, they all stay as they are.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal) || !IsWellFormed(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        Span<byte> bytes = new byte[text.Length / 3];
        for (var index = 0; index < text.Length;)
        {
            if (text[index] != '%')
            {
                _ = result.Append(text[index++]);
                continue;
            }

            var count = 0;
            for (; index < text.Length && text[index] == '%'; index += 3)
            {
                bytes[count++] = Convert.ToByte(text.Substring(index + 1, 2), 16);
            }

            AppendUtf8(result, bytes[..count]);
        }

        return result.ToString();
    }

    // Qt replaces each byte that is not UTF-8; .NET's decoder would replace some pairs of them by one character.
    private static void AppendUtf8(StringBuilder result, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            _ = result.Append(rune);
            bytes = bytes[(isValid ? length : 1)..];
        }
    }

    private static bool IsSequence(string text, int index) =>
        index + 2 < text.Length && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]);
}
