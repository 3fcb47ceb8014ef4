// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.CompilerServices;

namespace Quayside.Keys;

/// <summary>What the numbers of <see cref="IpcKeyType"/> mean beyond their names.</summary>
internal static class IpcKeyTypes
{
    private const string SystemVScheme = "systemv";

    private static readonly (IpcKeyType Type, string Scheme)[] _schemes =
    [
        (IpcKeyType.SystemV, SystemVScheme),
        (IpcKeyType.Posix, "posix"),
        (IpcKeyType.Windows, "windows"),
        (IpcKeyType.InProcess, "inprocess"),
    ];

    /// <summary>Gets whether keys of a type are paths of key files; the type is then their project id.</summary>
    public static bool IsSystemV(this IpcKeyType type) => (int)type is >= 1 and <= 255;

    /// <summary>Checks that a type is a mechanism.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Check(IpcKeyType type, [CallerArgumentExpression(nameof(type))] string? name = null)
    {
        if (!type.IsSystemV() && type is not (IpcKeyType.Posix or IpcKeyType.Windows or IpcKeyType.InProcess))
        {
            throw new ArgumentOutOfRangeException(name, type, "Give Posix, Windows, InProcess, SystemV, or a project id of System V from 1 to 255.");
        }
    }

    /// <summary>Gets the scheme of a type in Qt's text form; empty for <see cref="IpcKeyType.Invalid"/>.</summary>
    public static string Scheme(this IpcKeyType type) =>
        Array.Find(_schemes, pair => pair.Type == type).Scheme
            ?? (type.IsSystemV() ? string.Create(CultureInfo.InvariantCulture, $"{SystemVScheme}-{(int)type}") : string.Empty);

    /// <summary>Gets the type of a scheme in any case of letters; <see cref="IpcKeyType.Invalid"/> when there is none.</summary>
    public static IpcKeyType FromScheme(ReadOnlySpan<char> scheme)
    {
        foreach (var (type, name) in _schemes)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(scheme, name))
            {
                return type;
            }
        }

        const string Numbered = SystemVScheme + "-";
        return scheme.Length > Numbered.Length
            && System.Text.Ascii.EqualsIgnoreCase(scheme[..Numbered.Length], Numbered)
            && byte.TryParse(scheme[Numbered.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var project)
                ? (IpcKeyType)project
                : IpcKeyType.Invalid;
    }
}
