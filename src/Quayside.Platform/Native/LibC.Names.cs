// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    public const int O_RDONLY = 0;
    public const int AT_SYMLINK_FOLLOW = 0x400;
    public const uint RENAME_NOREPLACE = 1;

    /// <summary>Gets the flag against symbolic links, one of two whose numbers are ARM's own.</summary>
    public static int O_NOFOLLOW { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>Gets the flag for a file without a name, which holds the number of O_DIRECTORY.</summary>
    public static int O_TMPFILE { get; } = 0x400000 | (IsArm ? 0x4000 : 0x10000);

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int linkat(int fromDirectory, string from, int toDirectory, string to, int flags);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int renameat2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int fchmod(int descriptor, uint mode);
}
