// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Platform;

namespace Quayside;

/// <summary>The key of a segment: which mechanism keeps it, and under which names the memory and its lock are known there.</summary>
/// <remarks>
/// An immutable value. A plain string becomes the legacy key, which is what <c>QSharedMemory("share")</c> means in Qt 4, 5 and 6. Native
/// names are settled when the key is made: on System V they are in TMPDIR, so both sides need the same one.
/// </remarks>
public readonly struct IpcKey : IEquatable<IpcKey>
{
    private readonly string? _nativeName;
    private readonly string? _nativeLockName;

    private IpcKey(IpcKeyType type, string nativeName, string nativeLockName, string legacyKey)
    {
        Type = type;
        _nativeName = nativeName;
        _nativeLockName = nativeLockName;
        LegacyKey = legacyKey;
    }

    /// <summary>Gets the mechanism.</summary>
    public IpcKeyType Type { get; }

    /// <summary>Gets the name of the memory: on System V the path of its key file. Empty if the key is.</summary>
    public string NativeName => _nativeName ?? string.Empty;

    /// <summary>Gets the name of the lock: on System V the path of its key file. Empty if the key is.</summary>
    public string NativeLockName => _nativeLockName ?? string.Empty;

    /// <summary>Gets the text from which the names were derived, or null.</summary>
    public string? LegacyKey { get; }

    /// <summary>Gets whether the key names nothing.</summary>
    public bool IsEmpty => NativeName.Length == 0;

    /// <summary>Makes the key that <c>QSharedMemory(key)</c> uses on this system.</summary>
    /// <param name="key">Any text; two texts that differ in one character are two keys. An empty one gives an empty key.</param>
    /// <exception cref="PlatformNotSupportedException">Quayside has no backend for this system.</exception>
    public static IpcKey Legacy(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var type = (IpcKeyType)PlatformDefaults.LegacyType;
        var (memory, @lock) = key.Length == 0 ? (string.Empty, string.Empty) : Qt.LegacyName.Derive(key);
        return new IpcKey(type, memory, @lock, key);
    }

    /// <summary>Makes the key that <c>QSharedMemory(key)</c> uses on this system.</summary>
    public static implicit operator IpcKey(string key) => Legacy(key);

    /// <summary>Makes the key that <c>QSharedMemory(key)</c> uses on this system.</summary>
    public static IpcKey FromString(string key) => Legacy(key);

    /// <summary>Compares two keys.</summary>
    public static bool operator ==(IpcKey left, IpcKey right) => left.Equals(right);

    /// <summary>Compares two keys.</summary>
    public static bool operator !=(IpcKey left, IpcKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(IpcKey other) =>
        Type == other.Type && NativeName == other.NativeName && NativeLockName == other.NativeLockName && LegacyKey == other.LegacyKey;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IpcKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, NativeName);

    /// <summary>Gets the text that the key was made from, else its native name.</summary>
    public override string ToString() => LegacyKey ?? NativeName;
}
