// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint mmap(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int munmap(nint address, nuint length);

    /// <summary>Returns the error number instead of setting errno (posix_fallocate(3)).</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int posix_fallocate(int descriptor, long offset, long length);
}
