// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Keys;
using Quayside.Platform.Defaults;

namespace Quayside;

/// <content>The ways to make a key.</content>
public readonly partial struct IpcKey
{
    // One name cannot be a section and a semaphore on Windows. Qt cuts to MAX_PATH with room for the ending and one character more.
    private const string WindowsLockEnding = "_sem";
    private const int WindowsLockStem = 260 - 4 - 1;

    /// <summary>Gets the mechanism of platform-safe keys: <see cref="IpcKeyType.Windows"/> on Windows, else <see cref="IpcKeyType.Posix"/>.</summary>
    /// <remarks>QNativeIpcKey::DefaultTypeForOs.</remarks>
    public static IpcKeyType DefaultType => (IpcKeyType)PlatformDefaults.DefaultType;

    /// <summary>Gets the mechanism of plain strings: <see cref="IpcKeyType.SystemV"/> on Linux, <see cref="IpcKeyType.Windows"/> on Windows.</summary>
    /// <remarks>QNativeIpcKey::legacyDefaultTypeForOs() of a stock Qt; of one that is built with ipc_posix it is Posix.</remarks>
    /// <exception cref="PlatformNotSupportedException">Quayside has no backend for this system.</exception>
    public static IpcKeyType LegacyDefaultType => (IpcKeyType)PlatformDefaults.LegacyType;

    /// <summary>Gets whether this system has a mechanism.</summary>
    /// <param name="type">The mechanism; <see cref="IpcKeyType.Invalid"/> is none (Qt says yes to it on Linux).</param>
    public static bool IsTypeSupported(IpcKeyType type) => PlatformDefaults.IsSupported((int)type);

    /// <summary>Makes the key that <c>QSharedMemory(key)</c> uses on this system.</summary>
    /// <param name="key">Any text; two texts that differ in one character are two keys. An empty one gives an empty key.</param>
    /// <exception cref="PlatformNotSupportedException">Quayside has no backend for this system.</exception>
    public static IpcKey Legacy(string key) => Legacy(key, LegacyDefaultType);

    /// <summary>Makes the key that <c>QSharedMemory::legacyNativeKey(key, type)</c> makes in Qt 6.6 and later.</summary>
    /// <param name="key">Any text; two texts that differ in one character are two keys. An empty one gives an empty key.</param>
    /// <param name="type">The mechanism. A key of System V is empty on a system that has no key files.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is no mechanism.</exception>
    public static IpcKey Legacy(string key, IpcKeyType type)
    {
        if (!HasNames(key, type))
        {
            return Native(string.Empty, type);
        }

        var (memory, semaphore) = LegacyName.Derive(key, type);
        return new IpcKey(type, memory, semaphore, semaphore, key);
    }

    /// <summary>Makes the key that <c>QSharedMemory::platformSafeKey(key)</c> makes in Qt 6.6 and later.</summary>
    /// <inheritdoc cref="PlatformSafe(string, IpcKeyType)"/>
    public static IpcKey PlatformSafe(string key) => PlatformSafe(key, DefaultType);

    /// <summary>Makes the key that <c>QSharedMemory::platformSafeKey(key, type)</c> makes in Qt 6.6 and later.</summary>
    /// <param name="key">
    /// A text that every system takes: letters, digits, dashes, underscores and dots, after <c>Local\</c> or <c>Global\</c> on Windows, not
    /// too long (29 characters on Apple's systems). The mechanism refuses other ones when they are used. An empty one gives an empty key.
    /// </param>
    /// <param name="type">
    /// The mechanism. A key of System V is in the user's runtime directory, which is made if it is missing; it is empty on a system that has
    /// no key files.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is no mechanism.</exception>
    public static IpcKey PlatformSafe(string key, IpcKeyType type)
    {
        var (memory, semaphore) = HasNames(key, type) ? PlatformSafeName.Derive(key, type) : (string.Empty, string.Empty);
        return new IpcKey(type, memory, LockName(memory, type), semaphore, legacyKey: null);
    }

    /// <summary>Makes the key of a key file, which ftok turns into a number.</summary>
    /// <param name="path">The path of the file, best an absolute one.</param>
    /// <param name="project">The project id of ftok, 1 to 255. Qt's is 'Q'.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="project"/> is 0.</exception>
    public static IpcKey SystemV(string path, byte project = (byte)'Q')
    {
        ArgumentOutOfRangeException.ThrowIfZero(project);
        return Native(path, (IpcKeyType)project);
    }

    /// <summary>Makes the key of a name for shm_open and sem_open.</summary>
    /// <param name="name">The name, which begins with a slash and has no other.</param>
    public static IpcKey Posix(string name) => Native(name, IpcKeyType.Posix);

    /// <summary>Makes the key of an object name of Windows.</summary>
    /// <param name="name">The name, maybe after <c>Local\</c> or <c>Global\</c>.</param>
    public static IpcKey Windows(string name) => Native(name, IpcKeyType.Windows);

    /// <summary>Makes the key of memory that this process alone sees: every type takes it, and makes nothing that the system knows of.</summary>
    /// <param name="name">Any text.</param>
    public static IpcKey InProcess(string name) => Native(name, IpcKeyType.InProcess);

    /// <summary>Makes the key of a name as the mechanism knows it: <c>QNativeIpcKey(name, type)</c>.</summary>
    /// <param name="name">The name. An empty one gives an empty key.</param>
    /// <param name="type">The mechanism, or <see cref="IpcKeyType.Invalid"/> for a key that nothing can be opened with.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is a number without a meaning.</exception>
    public static IpcKey Native(string name, IpcKeyType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (type != IpcKeyType.Invalid)
        {
            IpcKeyTypes.Check(type);
        }

        return new IpcKey(type, name, LockName(name, type), name, legacyKey: null);
    }

    /// <summary>Makes the key that <c>QSharedMemory(key)</c> uses on this system.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Its named form is Legacy; FromString would promise what Qt's fromString does, which is Parse.")]
    public static implicit operator IpcKey(string key) => Legacy(key);

    /// <summary>Makes the key that <c>QSystemSemaphore::legacyNativeKey(key, type)</c> makes: <see cref="NativeName"/> is the semaphore's.</summary>
    /// <inheritdoc cref="Legacy(string, IpcKeyType)"/>
    internal static IpcKey LegacySemaphore(string key, IpcKeyType type)
    {
        var memory = Legacy(key, type);
        return new IpcKey(type, memory.NativeSemaphoreName, memory.NativeLockName, memory.NativeSemaphoreName, memory.LegacyKey);
    }

    /// <summary>Makes the key that <c>QSystemSemaphore::platformSafeKey(key, type)</c> makes: <see cref="NativeName"/> is the semaphore's.</summary>
    /// <inheritdoc cref="PlatformSafe(string, IpcKeyType)"/>
    internal static IpcKey PlatformSafeSemaphore(string key, IpcKeyType type) => Native(PlatformSafe(key, type).NativeSemaphoreName, type);

    /// <summary>Makes a key of names that were found in the system; the text that they were derived from is not known.</summary>
    internal static IpcKey Found(string name, string lockName, IpcKeyType type) => new(type, name, lockName, lockName, legacyKey: null);

    private static bool HasNames(string key, IpcKeyType type)
    {
        ArgumentNullException.ThrowIfNull(key);
        IpcKeyTypes.Check(type);
        return key.Length > 0 && (PlatformDefaults.HasKeyFiles || !type.IsSystemV());
    }

    private static string LockName(string name, IpcKeyType type) =>
        type != IpcKeyType.Windows || name.Length == 0 ? name : name[..int.Min(name.Length, WindowsLockStem)] + WindowsLockEnding;
}
