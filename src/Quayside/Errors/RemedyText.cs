// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Errors;

/// <summary>What to do about a failure where that depends on the mechanism. Stateless.</summary>
internal static class RemedyText
{
    /// <summary>Says what to do when nothing is there.</summary>
    public static string OfAbsence(IpcKey key) => key.Type.IsSystemV()
        ? "Start the program that shares it, as the same user and with the same TMPDIR"
        : "Start the program that shares it, as the same user";

    /// <summary>Says which sizes can be had.</summary>
    public static string OfSize(IpcKey key) => key.Type.IsSystemV()
        ? "Ask for at least 1 byte and at most kernel.shmmax; 'ipcs -lm' shows the limits"
        : "Ask for at least 1 byte and at most what memory there is";

    /// <summary>Says how to make room.</summary>
    public static string OfRoom(IpcKey key) => key.Type switch
    {
        IpcKeyType.Posix => "Remove files nobody uses from /dev/shm ('df /dev/shm' shows the room), or mount it larger; '--shm-size' of a container",
        IpcKeyType.Windows or IpcKeyType.InProcess => "End programs that use much memory",
        _ => "Free segments nobody uses ('ipcs -m' lists them), or raise kernel.shmall, kernel.shmmni or kernel.sem",
    };

    /// <summary>Says what to do about a lock that was not free in time.</summary>
    public static string OfLock(SegmentFailure failure) => failure switch
    {
        { LockHolder: { State: HolderState.Dead, Process: 0 }, Existing: null } =>
            "Nobody will give it back: 'quayside rm KEY' removes it, SharedMemory.BreakLock frees it",
        { LockHolder.State: HolderState.Dead } =>
            "Nobody will give it back: SharedMemory.BreakLock frees it ('quayside doctor --fix' too); the data may be half written",
        _ => "Wait longer, or end the program that holds it",
    };

    /// <summary>Says what is wrong with a name, and what to do about it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">The name that cannot be used.</param>
    /// <param name="native">What the system said, and where.</param>
    public static (string Reason, string Remedy) OfName(IpcKey key, string name, IpcResult native) => key.Type.IsSystemV()
        ? ($"its key file {name} cannot be {(native.Step == IpcStep.DeriveKey ? "looked at" : "made")}{FailureText.SystemText(native)}",
            "Set TMPDIR to a directory that exists, can be written, and is the same for all programs that share the key; "
                + MakingText.TemporaryDirectoryNow())
        : ($"its name {name} cannot be used{FailureText.SystemText(native)}",
            key.Type == IpcKeyType.Posix
                ? "Give a name with a slash in front only and of at most 251 bytes, and look whether something else is in /dev/shm under it"
                : "Give a name without backslashes after Local\\ or Global\\, and look whether another kind of object has it");
}
