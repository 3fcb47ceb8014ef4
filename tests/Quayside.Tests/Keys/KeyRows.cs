// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;

namespace Quayside.Tests.Keys;

/// <summary>The rows that Qt's own tests of QNativeIpcKey go through (tst_qnativeipckey, Qt 6.8).</summary>
internal static class KeyRows
{
    /// <summary>Schemes of the text form, and their types.</summary>
    public static readonly (string Scheme, IpcKeyType Type)[] Schemes =
    [
        ("systemv", IpcKeyType.SystemV),
        ("posix", IpcKeyType.Posix),
        ("windows", IpcKeyType.Windows),
        ("systemv-1", (IpcKeyType)1),
        ("systemv-84", (IpcKeyType)84),
        ("systemv-255", (IpcKeyType)255),
    ];

    /// <summary>Names, how they look behind a scheme, and how they look as a legacy key.</summary>
    public static readonly (string Name, string AsName, string AsLegacyKey)[] Texts =
    [
        ("", "", ""),
        ("foobar", "foobar", "foobar"),
        ("/sometext", "/sometext", "/sometext"),
        (@"Global\sometext", @"Global\sometext", @"Global\sometext"),
        (":/", ":/", ":/"),
        ("/:", "/:", "/:"),
        ("%", "%25", "%25"),
        ("?#", "%3F%23", "?%23"),
        ("#?", "%23%3F", "%23?"),
        ("//", "/%2F", "//"),
        ("///", "/%2F/", "///"),
        ("\u00E9", "\u00E9", "\u00E9"),
        ("\u00A0\u00FF", "\u00A0\u00FF", "\u00A0\u00FF"),
        ("\u0100.\u2000.\U00010000", "\u0100.\u2000.\U00010000", "\u0100.\u2000.\U00010000"),
    ];

    /// <summary>Every scheme with every name: type, name, text form.</summary>
    public static TheoryData<IpcKeyType, string, string> Names => new(
        from scheme in Schemes
        from text in Texts
        select (scheme.Type, text.Name, $"{scheme.Scheme}:{text.AsName}"));
}
