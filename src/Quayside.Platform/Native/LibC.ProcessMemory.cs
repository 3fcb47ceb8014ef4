// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    [LibraryImport(Library, EntryPoint = "process_vm_readv", SetLastError = true)]
    public static partial nint process_vm_readv(int process, iovec* local, nuint localCount, iovec* remote, nuint remoteCount, nuint flags);

    [LibraryImport(Library, EntryPoint = "process_vm_writev", SetLastError = true)]
    public static partial nint process_vm_writev(int process, iovec* local, nuint localCount, iovec* remote, nuint remoteCount, nuint flags);

    /// <summary>struct iovec: a piece of memory.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct iovec
    {
        public void* start;
        public nuint length;
    }
}
