// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>A kind of key, and with it a mechanism: tests of the public types are written once and run with keys of every kind.</summary>
/// <remarks>
/// On Linux strings are System V's keys and platform-safe ones POSIX's; on Windows both name objects of its kernel.
/// </remarks>
public sealed class KeyKind
{
    // A segment of Windows ends at the end of a page.
    private const long WindowsPage = 4096;

    private readonly Func<string, IpcKey> _keyOf;

    private KeyKind(IpcKeyType type, Func<string, IpcKey> keyOf) => (Type, _keyOf) = (type, keyOf);

    /// <summary>Gets plain strings as keys of System V, or skips the test where the system lacks it.</summary>
    public static KeyKind SystemV
    {
        get
        {
            Assert.SkipUnless(IpcKey.IsTypeSupported(IpcKeyType.SystemV), "This system has no System V objects.");
            return Strings;
        }
    }

    /// <summary>Gets plain strings.</summary>
    public static KeyKind Strings { get; } = new(IpcKey.LegacyDefaultType, text => text);

    /// <summary>Gets what Qt since 6.6 recommends.</summary>
    public static KeyKind PlatformSafe { get; } = new(IpcKey.DefaultType, IpcKey.PlatformSafe);

    /// <summary>Gets keys of memory of this process alone.</summary>
    public static KeyKind InProcess { get; } = new(IpcKeyType.InProcess, IpcKey.InProcess);

    /// <summary>Gets the mechanism.</summary>
    public IpcKeyType Type { get; }

    /// <summary>Gets whether the mechanism tells who holds a lock.</summary>
    public bool KnowsHolders => Type != IpcKeyType.Windows;

    /// <summary>Makes a key that nobody else has.</summary>
    public IpcKey NextKey() => KeyOf(Type == IpcKeyType.InProcess || this == Strings ? UniqueKey.Next() : SafeText());

    /// <summary>Makes the key of a text.</summary>
    public IpcKey KeyOf(string text) => _keyOf(text);

    /// <summary>Gets the size that a segment has for which this size was asked.</summary>
    public long SizeFor(long asked) => Type == IpcKeyType.Windows ? (asked + WindowsPage - 1) / WindowsPage * WindowsPage : asked;

    /// <summary>Skips a test about what others leave behind, where the kernel takes a segment away with its last user.</summary>
    public void RequireLastingNames() => Assert.SkipWhen(Type == IpcKeyType.Windows, "On Windows a name goes with the last one who uses it.");

    private static string SafeText() => UniqueKey.Next("quayside-test").Replace(' ', '-');
}
