// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace Quayside.Participants;

/// <summary>Reads texts of a segment, which any peer may have written, so that they can go into messages and onto terminals. Stateless.</summary>
internal static class PeerText
{
    /// <summary>Reads a zero-ended text. Control characters, which a terminal would obey, become question marks.</summary>
    /// <param name="utf8">Its bytes, and what is behind its end.</param>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var length = utf8.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(length < 0 ? utf8 : utf8[..length]);
        return string.Concat(text.Select(character => CharUnicodeInfo.GetUnicodeCategory(character) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : character));
    }
}
