// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Quayside.WebApp;

/// <summary>The chat client's status line as it travels in shared memory: one line of UTF-8 text in a live buffer, empty for none.</summary>
public static class StatusLine
{
    /// <summary>The most characters (UTF-16), as the page's field counts them.</summary>
    public const int MaxLength = 120;

    /// <summary>The most bytes of a line, and the capacity of the live buffer.</summary>
    public const int MaxBytes = 512;

    /// <summary>Gets the key of the live buffer that goes with an application's key.</summary>
    public static IpcKey KeyFor(string key) => IpcKey.PlatformSafe(key + ".status");

    /// <summary>Reads a line that somebody typed or shared, and trusts it in nothing.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="text">The line without white space around it, when it is one.</param>
    /// <param name="complaint">Why it is none, in a sentence that says what to do.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? complaint)
    {
        text = null;
        complaint = $"It is longer than {MaxLength} characters. Shorten it.";
        if (utf8.Length > MaxBytes)
        {
            return false;
        }

        if (!Utf8.IsValid(utf8))
        {
            complaint = "It is not UTF-8 text. Type it anew.";
            return false;
        }

        var line = Encoding.UTF8.GetString(utf8).Trim();
        if (line.Length > MaxLength)
        {
            return false;
        }

        if (line.Any(IsControl))
        {
            complaint = "It has characters that cannot be seen, such as line ends. Type it as one plain line.";
            return false;
        }

        text = line;
        complaint = null;
        return true;
    }

    // Those that turn the direction of writing (UAX #9) make a text look like another one; the joiners in emoji are welcome.
    private static bool IsControl(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => character is not ('\u200c' or '\u200d'),
        _ => false,
    };
}
