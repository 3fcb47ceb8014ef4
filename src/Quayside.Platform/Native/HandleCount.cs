// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Quayside.Platform.Native;

/// <summary>How many have a kernel object open. Stateless and thread-safe.</summary>
[SupportedOSPlatform("windows")]
internal static class HandleCount
{
    /// <summary>Counts the handles of an object in all processes, this one among them. The kernel closes those of a dead process.</summary>
    /// <param name="handle">One of them.</param>
    /// <returns>The number, or null when the system does not tell.</returns>
    public static unsafe int? Of(SafeHandle handle)
    {
        // Holds: a local of the size that is told.
        NtDll.PUBLIC_OBJECT_BASIC_INFORMATION information = default;
        var status = NtDll.NtQueryObject(
            handle, NtDll.ObjectBasicInformation, &information, sizeof(NtDll.PUBLIC_OBJECT_BASIC_INFORMATION), 0);
        return status >= 0 ? checked((int)information.HandleCount) : null;
    }
}
