// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Segments;

namespace Quayside.Qt;

/// <content>Keys.</content>
public sealed partial class QSharedMemory
{
    private IpcKey _key = IpcKey.Native(string.Empty, IpcKey.DefaultType);

    /// <summary>Makes an object without a key; the mechanism is <see cref="IpcKey.DefaultType"/>.</summary>
    public QSharedMemory()
    {
    }

    /// <summary>Makes an object with a legacy key. Nothing is opened yet.</summary>
    /// <param name="key">The key, as given to <c>QSharedMemory(QString)</c> on the other side.</param>
    public QSharedMemory(string key) => SetKey(key);

    /// <summary>Makes an object with a native key. Nothing is opened yet.</summary>
    /// <param name="key">
    /// The key, as given to <c>QSharedMemory(QNativeIpcKey)</c> on the other side. If this system lacks its mechanism, the object has no key
    /// and its error is <see cref="SharedMemoryError.KeyError"/>.
    /// </param>
    public QSharedMemory(IpcKey key) => SetNativeKey(key);

    /// <summary>Gets the legacy key, or null when the object has a native key or none. An empty one reads back as null, as in Qt.</summary>
    public string? Key => NativeIpcKey.LegacyKey;

    /// <summary>Gets the name that the mechanism knows: on System V the path of the memory's key file. Empty when no key is set.</summary>
    public string NativeKey => NativeIpcKey.NativeName;

    /// <summary>Gets the key with its mechanism; <see cref="IpcKey.IsEmpty"/> when none is set.</summary>
    public IpcKey NativeIpcKey
    {
        get
        {
            lock (_gate)
            {
                return _key;
            }
        }
    }

    /// <summary>Gets whether this system has a mechanism.</summary>
    /// <inheritdoc cref="IpcKey.IsTypeSupported"/>
    public static bool IsKeyTypeSupported(IpcKeyType type) => IpcKey.IsTypeSupported(type);

    /// <inheritdoc cref="IpcKey.PlatformSafe(string)"/>
    public static IpcKey PlatformSafeKey(string key) => IpcKey.PlatformSafe(key);

    /// <inheritdoc cref="IpcKey.PlatformSafe(string, IpcKeyType)"/>
    public static IpcKey PlatformSafeKey(string key, IpcKeyType type) => IpcKey.PlatformSafe(key, type);

    /// <inheritdoc cref="IpcKey.Legacy(string)"/>
    public static IpcKey LegacyNativeKey(string key) => IpcKey.Legacy(key);

    /// <inheritdoc cref="IpcKey.Legacy(string, IpcKeyType)"/>
    public static IpcKey LegacyNativeKey(string key, IpcKeyType type) => IpcKey.Legacy(key, type);

    /// <summary>Sets the legacy key, after detaching from the segment of the earlier key. The same key changes nothing.</summary>
    /// <param name="key">The key; null or empty for none.</param>
    public void SetKey(string? key) => Assign(IpcKey.Legacy(key ?? string.Empty));

    /// <summary>Sets the name that the mechanism of legacy keys knows. The lock then has that name too, unlike the lock of the legacy key.</summary>
    /// <param name="key">The name: on System V the path of a key file; null or empty for none.</param>
    /// <inheritdoc cref="SetNativeKey(IpcKey)"/>
    public void SetNativeKey(string? key) => SetNativeKey(key, IpcKey.LegacyDefaultType);

    /// <summary>Sets the name that a mechanism knows.</summary>
    /// <param name="key">The name; null or empty for none.</param>
    /// <param name="type">The mechanism.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is a number without a meaning.</exception>
    /// <inheritdoc cref="SetNativeKey(IpcKey)"/>
    public void SetNativeKey(string? key, IpcKeyType type) => SetNativeKey(IpcKey.Native(key ?? string.Empty, type));

    /// <summary>Sets the key, after detaching from the segment of the earlier one. The same key changes nothing.</summary>
    /// <param name="key">The key.</param>
    /// <remarks>
    /// A key of a mechanism that this system lacks is refused: the error is <see cref="SharedMemoryError.KeyError"/>, and all else stays as
    /// it was. Otherwise errors stay as they were.
    /// </remarks>
    public void SetNativeKey(IpcKey key)
    {
        if (IsKeyTypeSupported(key.Type))
        {
            Assign(key);
            return;
        }

        lock (_gate)
        {
            ThrowIfDisposed();
            _ = Fail(SharedMemoryError.KeyError, QtErrorText.UnsupportedType);
        }
    }

    private void Assign(IpcKey key)
    {
        Belongings earlier;
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_key == key)
            {
                return;
            }

            var next = NewSession(key);
            earlier = TakeAll();
            (_key, _session) = (key, next);
        }

        LetGo(earlier);
    }

    private SegmentSession? NewSession(IpcKey key) =>
        key.IsEmpty ? null : new SegmentSession(key, new SharedMemoryOptions { TrustedOwner = TrustedOwner });
}
