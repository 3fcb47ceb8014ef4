// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int X_OK = 1;
    public const int W_OK = 2;
    public const int AT_EACCESS = 0x200;
    public const int ST_RDONLY = 1;

    [LibraryImport(Library, EntryPoint = "faccessat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int faccessat(int directory, string path, int mode, int flags);

    [LibraryImport(Library, EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statvfs(string path, statvfs_status* status);

    /// <summary>struct statvfs of glibc on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    public struct statvfs_status
    {
        [FieldOffset(8)]
        public ulong frsize;

        [FieldOffset(16)]
        public ulong blocks;

        [FieldOffset(32)]
        public ulong bavail;

        [FieldOffset(40)]
        public ulong files;

        [FieldOffset(56)]
        public ulong favail;

        [FieldOffset(72)]
        public ulong flag;
    }
}
