// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using static Quayside.FaultHost.Errno;

namespace Quayside.FaultHost;

/// <summary>What a failure may leave, with the reason. Everything else is a fault.</summary>
internal static class Tolerance
{
    /// <summary>Gets whether segment, lock and key files may be left until the next user of the key leaves it; that one then must clean up.</summary>
    public static bool LeavesObjects(Scene scene, string label) =>
        scene.IsLast // Leaving does what it can: what the system does not let it look at or remove stays.
        || scene.HasOrphan // It was there before.
        || label is "unlink" or "shmctl IPC_RMID"; // Nobody can take away what the system keeps.

    /// <summary>Gets whether what is left can never be found again under the key.</summary>
    public static bool LosesObjects(Scene scene, string label, Errno error) =>
        (scene.HasOrphan && label == "open" && error == ENOENT) // Somebody removed the lock, without which a segment may be any program's.
        || ((scene.HasOrphan || scene.IsLast) && label == "statx" && error == ENOENT) // Somebody removed the file that was all that led to an object.
        || (scene.MakesSpareFiles && label == "unlink"); // Their names are this process's own.

    /// <summary>Gets whether what was to be replaced may be gone although nothing has come in its place.</summary>
    public static bool LosesEarlier(string label, Errno error) =>
        IsLasting(error) // Somebody else removed it, or its key file.
        || label is "shmget IPC_CREAT" or "shmat" or "shmctl IPC_STAT"; // Somebody else took the room after it had been made sure of.

    /// <summary>Gets whether the failure is still true the second time, because the shim has made it so.</summary>
    public static bool IsLasting(Errno error) => error is ENOENT or EIDRM or EINVAL;
}
