// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Keys;

namespace Quayside;

/// <content>Qt's text form.</content>
public readonly partial struct IpcKey
{
    /// <summary>Gets what people know the key by: the text it was derived from, else its text form.</summary>
    internal string Display => LegacyKey ?? ToString();

    /// <summary>Reads Qt's text form, as QNativeIpcKey::fromString does: <c>posix:/share</c>, <c>systemv-84:/tmp/x?legacyKey=share</c>.</summary>
    /// <param name="text">The text. Names in it are taken as they are; only a lock's name is derived from the legacy key, if it has one.</param>
    /// <exception cref="FormatException">It is not of that form. A plain key such as <c>share</c> is not: see <see cref="Legacy(string)"/>.</exception>
    public static IpcKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var key)
            ? key
            : throw new FormatException(
                $"'{text}' is not the text form of a key. Write it as 'posix:/name', 'systemv:/path' or 'windows:name', or use IpcKey.Legacy.");
    }

    /// <summary>Reads Qt's text form if it is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key; an invalid one if the text is not of that form.</param>
    /// <returns>Whether it is.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out IpcKey key)
    {
        key = default;
        if (text is null || !IpcKeyText.TryRead(text, out var type, out var name, out var legacyKey))
        {
            return false;
        }

        key = Native(name, type);
        if (legacyKey.Length > 0)
        {
            var semaphore = LegacySemaphore(legacyKey, type).NativeName;
            key = new IpcKey(type, name, semaphore, semaphore, legacyKey);
        }

        return true;
    }

    /// <summary>Writes Qt's text form, which QNativeIpcKey::fromString and <see cref="Parse"/> read; empty for an invalid key.</summary>
    /// <remarks>It has the legacy key in it, so that who reads it uses the same lock.</remarks>
    public override string ToString() => IpcKeyText.Write(Type, NativeName, LegacyKey);
}
