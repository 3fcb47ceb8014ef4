// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int F_SETSIG = 10;
    public const int F_SETLEASE = 0x400;
    public const int F_GETLEASE = 0x401;
    public const int F_WRLCK = 1;
    public const int F_UNLCK = 2;
    public const int SIGURG = 23;
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    // fcntl(2) is variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int flock(int descriptor, int operation);
}
