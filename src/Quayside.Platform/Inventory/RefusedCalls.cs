// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Files;
using Quayside.Platform.Keyed;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Inventory;

/// <summary>Finds out which calls that POSIX objects need a sandbox refuses to this process, by making each of them on a file of its own.</summary>
/// <remarks>
/// Stateless and thread-safe. The file never gets a name, and is gone when the answer is given. A sandbox
/// (seccomp, AppArmor, gVisor) says the same as a missing right does; so this is asked when a call has failed and nothing else explains why.
/// </remarks>
internal static unsafe class RefusedCalls
{
    /// <summary>Asks for each call.</summary>
    /// <returns>The refused calls, as their manual pages call them; empty when all are granted, or when not even a file can be made.</returns>
    public static IReadOnlyList<string> Find()
    {
        var refused = new List<string>();
        if (FileStatus.Of(PosixName.Directory, out _) is Errno.EPERM or Errno.EACCES or Errno.ENOSYS)
        {
            refused.Add("statx(2)");
        }

        var descriptor = SharedFile.MakeNameless(SegmentRights.Private, out var error);
        if (descriptor < 0)
        {
            // Without O_TMPFILE there is another way; a directory that lets nobody make files is told elsewhere.
            return refused;
        }

        Note(refused, "fallocate(2)", LibC.posix_fallocate(descriptor, 0, 1));
        Note(refused, "fcntl(2) F_OFD_SETLK", Lock(descriptor));
        Note(refused, "fcntl(2) F_SETLEASE", WriteLease.IsAlone(descriptor) ? 0 : Marshal.GetLastPInvokeError());

        // The directory itself has that name, so whoever is granted the call is told EEXIST, and nothing comes of it.
        Note(refused, "linkat(2)", DraftFile.Link(descriptor, PosixName.Directory));
        _ = LibC.close(descriptor);
        return refused;
    }

    /// <summary>Gets whether the kernel tells this process whether a file of its own is open elsewhere (leases, fcntl(2)).</summary>
    public static bool GrantsLeases => !OperatingSystem.IsLinux() || !Find().Any(call => call.EndsWith("F_SETLEASE", StringComparison.Ordinal));

    private static int Lock(int descriptor)
    {
        var region = new LibC.flock { type = LibC.F_WRLCK, start = 0, len = 1 };
        return LibC.fcntl(descriptor, LibC.F_OFD_SETLK, &region) == 0 ? 0 : Marshal.GetLastPInvokeError(); // Holds: a local, read during the call.
    }

    private static void Note(List<string> refused, string call, int error)
    {
        if (error is Errno.EPERM or Errno.EACCES or Errno.ENOSYS or Errno.EINVAL or Errno.EOPNOTSUPP)
        {
            refused.Add(call);
        }
    }
}
