// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int RLIMIT_FSIZE = 1;
    public const int SIGXFSZ = 25;
    public const int SIG_BLOCK = 0;
    public const int SIG_SETMASK = 2;

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int getrlimit(int resource, rlimit* limit);

    /// <summary>Returns the error number instead of setting errno (pthread_sigmask(3)).</summary>
    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    public static partial int pthread_sigmask(int how, sigset_t* set, sigset_t* earlier);

    [LibraryImport(Library, EntryPoint = "sigtimedwait", SetLastError = true)]
    public static partial int sigtimedwait(sigset_t* set, nint information, timespec* timeout);

    /// <summary>struct rlimit of 64-bit Linux; all bits set mean no limit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct rlimit
    {
        public ulong cur;
        public ulong max;
    }

    /// <summary>sigset_t of glibc: 1024 bits, signal 1 first. Only the first 64 mean anything on Linux.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct sigset_t
    {
        [FieldOffset(0)]
        public ulong signals;
    }
}
