// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int FUTEX_WAIT = 0;
    public const int FUTEX_WAKE = 1;

    /// <summary>Gets the number of futex(2), which has no function in the C library.</summary>
    public static nint SYS_futex { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    // syscall(2) is variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall(nint number, nint word, int operation, uint value, nint timeout, nint word2, uint value3);
}
