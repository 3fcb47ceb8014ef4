// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Arguments;

/// <summary>KEY as users write it and read it in messages: a legacy key as it is, a native one in Qt's text form.</summary>
internal static class KeyText
{
    /// <summary>What stands before a legacy key that would be read as a native one.</summary>
    public const string LegacyMark = "legacy:";

    /// <summary>Reads KEY; null when it begins like a native key and is none.</summary>
    public static IpcKey? Read(string text)
    {
        if (text.StartsWith(LegacyMark, StringComparison.Ordinal))
        {
            return IpcKey.Legacy(text[LegacyMark.Length..]);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || ReadType(text[..colon]) is null)
        {
            return IpcKey.Legacy(text);
        }

        return IpcKey.TryParse(text, out var key) ? key : default(IpcKey?);
    }

    /// <summary>Reads a mechanism as the text form names it; null when there is none of that name that programs can share.</summary>
    public static IpcKeyType? ReadType(string scheme) =>
        !scheme.Contains(':', StringComparison.Ordinal)
        && IpcKey.TryParse(scheme + ":", out var key)
        && key.Type != IpcKeyType.InProcess
            ? key.Type
            : null;

    /// <summary>Gets whether a key is a text that the system's default derivation made names of.</summary>
    public static bool IsPlain(IpcKey key) => key.LegacyKey is { } text && key == IpcKey.Legacy(text);

    /// <summary>Writes a key so that <see cref="Read"/> reads the same.</summary>
    public static string Of(IpcKey key)
    {
        if (!IsPlain(key))
        {
            return key.ToString();
        }

        return Read(key.LegacyKey!) == key ? key.LegacyKey! : LegacyMark + key.LegacyKey;
    }
}
