// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int F_SETSIG = 10;
    public const int F_SETLEASE = 0x400;
    public const int F_GETLEASE = 0x401;
    public const int F_UNLCK = 2;
    public const int SIGURG = 23;

    // fcntl(2) is variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, flock* region);
}
