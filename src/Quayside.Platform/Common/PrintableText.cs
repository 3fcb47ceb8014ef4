// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace Quayside.Platform.Common;

/// <summary>Writes texts of others (names of files, processes and keys, values) so that a terminal does not obey them. Stateless and thread-safe.</summary>
internal static class PrintableText
{
    /// <summary>Escapes control characters, line ends, and what changes the direction of writing: \n, \u001b, \u202e. JSON reads them the same way.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether line ends and tabs stay what they are.</param>
    public static string Of(string text, bool keepLines = false)
    {
        var first = 0;
        while (first < text.Length && IsHarmless(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var printable = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var character in text.AsSpan(first))
        {
            _ = character switch
            {
                '\n' or '\t' when keepLines => printable.Append(character),
                '\n' => printable.Append("\\n"),
                '\r' => printable.Append("\\r"),
                '\t' => printable.Append("\\t"),
                _ when IsHarmless(character) => printable.Append(character),
                _ => printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }

        return printable.ToString();
    }

    private static bool IsHarmless(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
