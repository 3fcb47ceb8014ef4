// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Backends;
using Quayside.Platform.Backends.SystemV;

namespace Quayside.Platform;

/// <summary>The one place that asks which operating system this is.</summary>
internal static class PlatformDefaults
{
    /// <summary>The key type of Qt for System V objects: the project id 'Q' of ftok (QNativeIpcKey::Type::SystemV).</summary>
    public const int SystemVType = 0x51;

    /// <summary>Gets the key type that Qt's string keys mean on this system (legacyDefaultTypeForOs of a stock Qt build).</summary>
    /// <exception cref="PlatformNotSupportedException">There is no backend for this system.</exception>
    public static int LegacyType => OperatingSystem.IsLinux() ? SystemVType : throw Unsupported();

    /// <summary>Gets the mechanism behind keys of a type.</summary>
    /// <exception cref="PlatformNotSupportedException">This system has no such mechanism.</exception>
    public static IpcBackend BackendFor(int type) =>
        type is > 0 and <= byte.MaxValue && OperatingSystem.IsLinux() ? SystemVBackend.For((byte)type) : throw Unsupported();

    private static PlatformNotSupportedException Unsupported() =>
        new("Quayside shares memory on Linux, through System V objects; this system is not supported.");
}
