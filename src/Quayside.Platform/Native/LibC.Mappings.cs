// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;
    public const int MAP_PRIVATE = 2;
    public const int MAP_ANONYMOUS = 0x20;
    public const int MAP_NORESERVE = 0x4000;
    public const int MREMAP_MAYMOVE = 1;
    public const int MREMAP_FIXED = 2;

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint mmap(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int munmap(nint address, nuint length);

    // Variadic in C; see open(2).
    [LibraryImport(Library, EntryPoint = "mremap", SetLastError = true)]
    public static partial nint mremap(nint address, nuint length, nuint newLength, int flags, nint newAddress);

    /// <summary>Returns the error number instead of setting errno (posix_fallocate(3)).</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int posix_fallocate(int descriptor, long offset, long length);
}
