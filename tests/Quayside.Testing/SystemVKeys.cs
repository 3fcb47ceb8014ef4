// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.InteropServices;

namespace Quayside.Testing;

/// <summary>The keys that ftok(3) makes of files: a project id, 8 bits of the device and 16 bits of the inode number.</summary>
public static class SystemVKeys
{
    private const int DeviceBits = 0xFF_0000;
    private const int InodeBits = 0xFFFF;

    // What a test makes, and what others make on the same tmpfs before it has ended.
    private const int Ahead = 1024;

    private static readonly string[] _tables = ["/proc/sysvipc/shm", "/proc/sysvipc/sem"];

    /// <summary>Gets the key of a file and a project id, or null when the file is gone.</summary>
    public static int? Of(string path, int project) => ftok(path, project) is var key and not -1 ? key : null;

    /// <summary>Goes on to inode numbers that stand for keys without an object, if the next ones do not.</summary>
    /// <remarks>
    /// Only tmpfs counts its inodes through. After 65536 files the keys come again, and with them the objects that killed programs left:
    /// a Qt program takes such a semaphore for its own lock, and leaves it, because it has not made it.
    /// </remarks>
    /// <param name="path">A name on the tmpfs that no file has.</param>
    internal static void PassTakenOnes(string path)
    {
        var taken = _tables.SelectMany(table => File.ReadLines(table).Skip(1)).Select(KeyOf).ToArray();
        for (var round = 0; round <= InodeBits; round++)
        {
            var next = NextKey(path);
            if (!taken.Any(key => ((key ^ next) & DeviceBits) == 0 && (((key & InodeBits) - (next & InodeBits)) & InodeBits) <= Ahead))
            {
                return;
            }
        }

        throw new InvalidOperationException(
            $"No {Ahead} keys in a row are without System V objects: remove what killed programs left (see ipcs) and run the tests again.");
    }

    private static int KeyOf(string row) =>
        int.Parse(row.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);

    private static int NextKey(string path)
    {
        File.Create(path).Dispose();
        var key = ftok(path, 'Q');
        File.Delete(path);
        return key;
    }

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code.
    [DllImport("libc", EntryPoint = "ftok", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ftok([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int project);
#pragma warning restore SYSLIB1054
}
