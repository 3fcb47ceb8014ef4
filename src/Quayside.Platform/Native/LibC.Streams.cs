// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int F_GETFD = 1;
    public const int FD_CLOEXEC = 1;
    public const short POLLOUT = 4;
    public const short POLLERR = 8;
    public const int S_IFIFO = 0x1000;
    public const int S_IFSOCK = 0xC000;

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint write(int descriptor, void* bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int poll(pollfd* descriptors, nuint count, int milliseconds);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct pollfd
    {
        public int fd;
        public short events;
        public short revents;
    }
}
