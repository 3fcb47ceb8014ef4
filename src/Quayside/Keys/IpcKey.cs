// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quayside;

/// <summary>The key of a segment or a semaphore: which mechanism keeps it, and under which names it is known there.</summary>
/// <remarks>
/// <para>
/// An immutable value, what QNativeIpcKey is in Qt 6.6 and later. A plain string becomes the legacy key, which is what
/// <c>QSharedMemory("share")</c> means in Qt 4, 5 and 6. Names are settled when the key is made: legacy keys of System V are in TMPDIR, so
/// both sides need the same one.
/// </para>
/// <para>Keys of mechanisms that this system lacks can be made, read and written too: the names are those of a system that has them.</para>
/// </remarks>
public readonly partial struct IpcKey : IEquatable<IpcKey>
{
    private readonly string? _nativeName;
    private readonly string? _nativeLockName;
    private readonly string? _nativeSemaphoreName;

    private IpcKey(IpcKeyType type, string nativeName, string nativeLockName, string nativeSemaphoreName, string? legacyKey)
    {
        Type = type;
        _nativeName = nativeName;
        _nativeLockName = nativeLockName;
        _nativeSemaphoreName = nativeSemaphoreName;
        LegacyKey = legacyKey;
    }

    /// <summary>Gets the mechanism.</summary>
    public IpcKeyType Type { get; }

    /// <summary>Gets the name of the memory: on System V the path of its key file. Empty if the key is.</summary>
    public string NativeName => _nativeName ?? string.Empty;

    /// <summary>Gets the name of the memory's lock, a semaphore: on System V the path of its key file. Empty if the key is.</summary>
    /// <remarks>
    /// As in Qt 6.6 and later: with a <see cref="LegacyKey"/> it is derived from that; otherwise it is <see cref="NativeName"/>, on
    /// Windows, where one name cannot be two things, cut to 255 characters and with <c>_sem</c> added.
    /// </remarks>
    public string NativeLockName => _nativeLockName ?? string.Empty;

    /// <summary>Gets the name that a system semaphore of this key has. Empty if the key is.</summary>
    /// <remarks>
    /// With a <see cref="LegacyKey"/> it is <see cref="NativeLockName"/>, as for <c>QSystemSemaphore("share")</c>; of a platform-safe key on
    /// Windows it is what QSystemSemaphore::platformSafeKey makes (<c>sem_share</c>); otherwise <see cref="NativeName"/>.
    /// </remarks>
    public string NativeSemaphoreName => _nativeSemaphoreName ?? string.Empty;

    /// <summary>Gets the text from which the names were derived in Qt's legacy manner, or null.</summary>
    public string? LegacyKey { get; }

    /// <summary>Gets whether the key names nothing.</summary>
    public bool IsEmpty => NativeName.Length == 0;

    /// <summary>Throws if a key names nothing.</summary>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    internal static void ThrowIfEmpty(IpcKey key, [CallerArgumentExpression(nameof(key))] string? name = null)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("The key is empty. Give the text that all programs use which share the memory.", name);
        }
    }

    /// <summary>Gets whether the key has a mechanism, be it of this system or not.</summary>
    public bool IsValid => Type != IpcKeyType.Invalid;

    /// <summary>Compares two keys.</summary>
    public static bool operator ==(IpcKey left, IpcKey right) => left.Equals(right);

    /// <summary>Compares two keys.</summary>
    public static bool operator !=(IpcKey left, IpcKey right) => !left.Equals(right);

    /// <summary>Compares two keys as Qt does: mechanism, <see cref="NativeName"/> and <see cref="LegacyKey"/> are equal.</summary>
    /// <param name="other">The other key.</param>
    public bool Equals(IpcKey other) => Type == other.Type && NativeName == other.NativeName && LegacyKey == other.LegacyKey;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IpcKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, NativeName);
}
