// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Keys;

/// <summary>The text form of QNativeIpcKey (toString and fromString, Qt 6.6 to 6.8): <c>scheme:name?legacyKey=text</c>, read as Qt reads a URL.</summary>
internal static class IpcKeyText
{
    private const string LegacyItem = "legacyKey";

    /// <summary>Writes a key; nothing when it has no mechanism.</summary>
    public static string Write(IpcKeyType type, string name, string? legacyKey)
    {
        if (type == IpcKeyType.Invalid)
        {
            return string.Empty;
        }

        // Two slashes at the start would be the start of a host name.
        var path = PercentText.Encode(name, "%#?");
        path = path.StartsWith("//", StringComparison.Ordinal) ? "/%2F" + path[2..] : path;
        var query = legacyKey is null ? string.Empty : $"?{LegacyItem}={PercentText.Encode(legacyKey, "%#&=")}";
        return $"{type.Scheme()}:{path}{query}";
    }

    /// <summary>Reads a key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The mechanism.</param>
    /// <param name="name">The native name, maybe empty.</param>
    /// <param name="legacyKey">The legacy key; empty when there is none.</param>
    /// <returns>Whether the text is of this form.</returns>
    public static bool TryRead(string text, out IpcKeyType type, out string name, out string legacyKey)
    {
        name = legacyKey = string.Empty;
        type = IpcKeyType.Invalid;
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        var (scheme, address) = Split(text, ':');
        type = IpcKeyTypes.FromScheme(scheme);
        if (type == IpcKeyType.Invalid)
        {
            return false;
        }

        var (path, query) = Split(Split(address, '#').Before, '?');
        return TryReadPath(path, out name) && TryReadQuery(query, out legacyKey);
    }

    // Qt takes a host part that says nothing: no host, no user, no port.
    private static bool TryReadPath(string path, out string name)
    {
        name = string.Empty;
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', 2);
            var host = end < 0 ? path[2..] : path[2..end];
            if (host is not ("" or "@" or ":" or "@:"))
            {
                return false;
            }

            path = path[(2 + host.Length)..];
        }

        name = PercentText.Decode(path);
        return true;
    }

    // The last item wins. An ampersand ends an item, so that one at the end begins none.
    private static bool TryReadQuery(string query, out string legacyKey)
    {
        legacyKey = string.Empty;
        if (query.Length == 0)
        {
            return true;
        }

        var isWellFormed = PercentText.IsWellFormed(query);
        foreach (var item in (query.EndsWith('&') ? query[..^1] : query).Split('&'))
        {
            var (key, value) = Split(item, '=');
            if (Decode(key) != LegacyItem)
            {
                return false;
            }

            legacyKey = Decode(value);
        }

        return true;

        string Decode(string part) => isWellFormed ? PercentText.Decode(part) : part;
    }

    private static (string Before, string After) Split(string text, char mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, string.Empty);
}
