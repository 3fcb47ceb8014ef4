// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int FUTEX_WAIT = 0;
    public const int FUTEX_WAKE = 1;
    public const int FUTEX_PRIVATE_FLAG = 128;
    public const int FUTEX_WAITV_MAX = 128;

    /// <summary>A word of 32 bits, for futex_waitv; later headers call it FUTEX2_SIZE_U32.</summary>
    public const uint FUTEX_32 = 2;

    /// <summary>Gets the number of futex(2), which has no function in the C library.</summary>
    public static nint SYS_futex { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    /// <summary>Gets the number of futex_waitv(2), since Linux 5.16 and the same on every architecture.</summary>
    public static nint SYS_futex_waitv => 449;

    // syscall(2) is variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall(nint number, nint word, int operation, uint value, nint timeout, nint word2, uint value3);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall(nint number, futex_waitv* waiters, uint count, uint flags, timespec* deadline, int clock);

    /// <summary>struct futex_waitv: a word and what it was.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct futex_waitv
    {
        public ulong val;
        public ulong uaddr;
        public uint flags;
        public uint reserved;
    }
}
