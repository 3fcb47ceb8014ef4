// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const uint STATX_BASIC_STATS = 0x7FF;
    public const int S_IFMT = 0xF000;
    public const int S_IFDIR = 0x4000;
    public const int S_IFREG = 0x8000;
    public const int S_IFLNK = 0xA000;
    public const int AT_EMPTY_PATH = 0x1000;

    // Of the calls that tell a file's owner it is the one whose structure is the same on every architecture.
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int directory, string path, int flags, uint mask, out statx_status status);

    /// <summary>struct statx, of which only what is used is named.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct statx_status
    {
        [FieldOffset(16)]
        public uint nlink;

        [FieldOffset(20)]
        public uint uid;

        [FieldOffset(24)]
        public uint gid;

        [FieldOffset(28)]
        public ushort mode;

        [FieldOffset(32)]
        public ulong ino;

        [FieldOffset(40)]
        public ulong size;

        [FieldOffset(48)]
        public ulong blocks;

        [FieldOffset(112)]
        public long mtime;

        [FieldOffset(136)]
        public uint dev_major;

        [FieldOffset(140)]
        public uint dev_minor;
    }
}
