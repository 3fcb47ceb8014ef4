// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Inventory;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.InProcess;
using Quayside.Platform.Keyed.Posix;
using Quayside.Platform.Keyed.SystemV;
using Quayside.Platform.Keyed.Windows;
using Quayside.Platform.Participants;
using Quayside.Platform.Participants.InProcess;
using Quayside.Platform.Participants.Posix;
using Quayside.Platform.Participants.Windows;

namespace Quayside.Platform.Defaults;

/// <summary>What each operating system has: the mechanisms behind the types of keys, and which of them Qt takes by default.</summary>
internal static class PlatformDefaults
{
    /// <summary>The key type of Qt for System V objects: the project id 'Q' of ftok (QNativeIpcKey::Type::SystemV).</summary>
    public const int SystemVType = 0x51;

    /// <summary>The key type of Qt for POSIX objects (QNativeIpcKey::Type::PosixRealtime).</summary>
    public const int PosixType = 0x100;

    /// <summary>The key type of Qt for objects of the Windows kernel (QNativeIpcKey::Type::Windows).</summary>
    public const int WindowsType = 0x101;

    /// <summary>The key type of memory of this process alone.</summary>
    public const int InProcessType = 0x200;

    /// <summary>Gets whether key files can be here, which System V objects need.</summary>
    public static bool HasKeyFiles => OperatingSystem.IsLinux();

    /// <summary>Gets the key type of platform-safe keys on this system (QNativeIpcKey::DefaultTypeForOs).</summary>
    public static int DefaultType => OperatingSystem.IsWindows() ? WindowsType : PosixType;

    /// <summary>Gets the key type that Qt's string keys mean on this system (legacyDefaultTypeForOs of a stock Qt build).</summary>
    /// <exception cref="PlatformNotSupportedException">There is no backend for this system.</exception>
    public static int LegacyType =>
        OperatingSystem.IsLinux() ? SystemVType : OperatingSystem.IsWindows() ? WindowsType : throw Unsupported();

    /// <summary>Gets whether this system has the mechanism behind keys of a type.</summary>
    public static bool IsSupported(int type) => type switch
    {
        >= 1 and <= 255 or PosixType => OperatingSystem.IsLinux(),
        WindowsType => OperatingSystem.IsWindows(),
        InProcessType => true,
        _ => false,
    };

    /// <summary>Gets the mechanism behind keys of a type.</summary>
    /// <exception cref="PlatformNotSupportedException">This system has no such mechanism.</exception>
    public static IpcBackend BackendFor(int type) => type switch
    {
        > 0 and <= byte.MaxValue when OperatingSystem.IsLinux() => SystemVBackend.For((byte)type),
        PosixType when OperatingSystem.IsLinux() => PosixBackend.Instance,
        WindowsType when OperatingSystem.IsWindows() => WindowsBackend.Instance,
        InProcessType => InProcessBackend.Instance,
        _ => throw Unsupported(),
    };

    /// <summary>Gets the mechanism for segments whose participants can be proved alive, or null when keys of a type have none.</summary>
    public static ParticipantBackend? ParticipantsFor(int type) => type switch
    {
        PosixType when OperatingSystem.IsLinux() => PosixParticipants.Instance,
        WindowsType when OperatingSystem.IsWindows() => WindowsParticipants.Instance,
        InProcessType => InProcessParticipants.Instance,
        _ => null,
    };

    /// <summary>Makes a sleeper on words of such segments.</summary>
    /// <param name="capacity">The most words that one sleep is on; as many as the system can, if it is left out.</param>
    /// <exception cref="PlatformNotSupportedException">There are none on this system.</exception>
    public static AddressWaiter NewSleeper(int capacity = int.MaxValue) =>
        OperatingSystem.IsLinux() ? new FutexWaiter(capacity: capacity) : OperatingSystem.IsWindows() ? new WakeWaiter() : throw Unsupported();

    /// <summary>Opens a Quayside segment to look at it from outside, where its mechanism lets one.</summary>
    /// <param name="type">The type of its key.</param>
    /// <param name="name">Its native name.</param>
    /// <param name="signature">The word with which such segments begin.</param>
    /// <param name="minimumSize">The least bytes one has; smaller files are not even opened.</param>
    /// <param name="toRemove">Whether it is opened to be removed, which takes the right to write.</param>
    /// <param name="examination">The look, or null.</param>
    /// <returns><see cref="IpcError.Foreign"/> when there is something else under the name; <see cref="IpcError.NotFound"/> where one cannot look.</returns>
    public static IpcResult Examine(
        int type, string name, ulong signature, long minimumSize, bool toRemove, out ParticipantExamination? examination)
    {
        examination = null;
        return type switch
        {
            PosixType when OperatingSystem.IsLinux() => PosixExamination.Open(name, signature, minimumSize, toRemove, out examination),
            InProcessType => InProcessExamination.Open(name, signature, minimumSize, out examination),
            _ => new IpcResult(IpcError.NotFound, IpcStep.QuerySegment, 0),
        };
    }

    private static PlatformNotSupportedException Unsupported() =>
        new("Quayside shares memory on Linux and Windows; this system is not supported.");
}
