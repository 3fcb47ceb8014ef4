// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int CLOCK_MONOTONIC = 1;
    public const int CLOCK_BOOTTIME = 7;
    public const int SEM_VALUE_MAX = int.MaxValue;

    // sem_open(3) is variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "sem_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint sem_open(string name, int flags, uint mode, uint value);

    [LibraryImport(Library, EntryPoint = "sem_close", SetLastError = true)]
    public static partial int sem_close(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int sem_unlink(string name);

    [LibraryImport(Library, EntryPoint = "sem_trywait", SetLastError = true)]
    public static partial int sem_trywait(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_clockwait", SetLastError = true)]
    public static partial int sem_clockwait(nint semaphore, int clock, timespec* deadline);

    [LibraryImport(Library, EntryPoint = "sem_post", SetLastError = true)]
    public static partial int sem_post(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_getvalue", SetLastError = true)]
    public static partial int sem_getvalue(nint semaphore, int* value);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int clock_gettime(int clock, timespec* now);

    /// <summary>sem_t of glibc on 64-bit Linux: the first half is glibc's, the second is padding, zero in a new one.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct sem_t
    {
        [FieldOffset(16)]
        public long padding;
    }
}
