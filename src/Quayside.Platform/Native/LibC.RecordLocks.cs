// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int O_NONBLOCK = 0x800;
    public const int F_OFD_GETLK = 36;
    public const int F_OFD_SETLK = 37;
    public const short F_RDLCK = 0;
    public const short F_WRLCK = 1;

    // Variadic in C like open(2); a pointer travels like an integer.
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int fcntl(SafeHandle descriptor, int command, flock* region);

    /// <summary>struct flock of 64-bit Linux. All zero but for the type it means the whole file; an OFD lock needs pid 0 (fcntl(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct flock
    {
        [FieldOffset(0)]
        public short type;

        [FieldOffset(2)]
        public short whence;

        [FieldOffset(8)]
        public long start;

        [FieldOffset(16)]
        public long len;

        [FieldOffset(24)]
        public int pid;
    }
}
