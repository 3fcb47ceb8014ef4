// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>One object's use of a key file, which the kernel knows: a shared lock of its open file description (fcntl(2), "OFD locks").</summary>
/// <remarks>
/// <para>
/// The kernel does not count who uses a System V semaphore, so this counts for it. It ends with the process, however that ends; a child
/// that inherits the descriptor does not get it through exec. Qt programs do not take part.
/// </para>
/// <para>Thread-safe, except that claiming is for one thread at a time.</para>
/// </remarks>
internal sealed class KeyFileUse : IDisposable
{
    private static int Flags => LibC.O_CLOEXEC | LibC.O_NONBLOCK | LibC.O_NOFOLLOW;

    private readonly SafeFileHandle _file;

    private KeyFileUse(SafeFileHandle file) => _file = file;

    /// <summary>Says that a key file is used, from now until disposal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="use">The use; null when the file cannot be opened, so that nobody learns of it.</param>
    /// <returns>0, or the error number: ENOENT without a file, EAGAIN while somebody who claimed it is about to remove it.</returns>
    public static int Begin(string path, out KeyFileUse? use)
    {
        use = null;
        var type = KeyFile.CheckType(path);
        if (type != 0)
        {
            // What is no key file is not even opened; deriving the key says why.
            return type == Errno.ENOENT ? type : 0;
        }

        // Claiming needs the right to write. Whoever lacks it, or finds a directory, is counted all the same, and never removes anything.
        var descriptor = LibC.open(path, LibC.O_RDWR | Flags, 0);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() is not Errno.ENOENT)
        {
            descriptor = LibC.open(path, Flags, 0);
        }

        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == Errno.ENOENT ? Errno.ENOENT : 0;
        }

        use = new KeyFileUse(new SafeFileHandle(descriptor, ownsHandle: true));
        var error = use.Lock(LibC.F_RDLCK);
        if (error is Errno.EAGAIN or Errno.EACCES)
        {
            use.Dispose();
            use = null;
            return Errno.EAGAIN;
        }

        return 0;
    }

    /// <summary>Gets whether anybody uses a key file now, or that cannot be told because it cannot be opened.</summary>
    public static bool IsUsed(string path)
    {
        if (Begin(path, out var use) != 0)
        {
            return false;
        }

        using (use)
        {
            return use is null || use.Lock(LibC.F_WRLCK) is Errno.EAGAIN or Errno.EACCES;
        }
    }

    /// <summary>Gets the process that keeps a key file locked for writing; null when none does, or the kernel does not tell which.</summary>
    public static unsafe int? FindLocker(string path)
    {
        var descriptor = LibC.open(path, Flags, 0);
        if (descriptor < 0)
        {
            return null;
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var region = new LibC.flock { type = LibC.F_RDLCK };

        // Holds: the kernel fills a local during the call. Of a lock of an open file description the process is -1.
        return LibC.fcntl(file, LibC.F_OFD_GETLK, &region) == 0 && region is { type: LibC.F_WRLCK, pid: > 0 } ? region.pid : null;
    }

    /// <summary>Gets whether a process has the semaphore of a key file open for counting. Nobody is disturbed by the question.</summary>
    public static unsafe bool IsCounted(string path)
    {
        var descriptor = LibC.open(path, Flags, 0);
        if (descriptor < 0)
        {
            return false;
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var region = new LibC.flock { type = LibC.F_WRLCK };
        return LibC.fcntl(file, LibC.F_OFD_GETLK, &region) == 0 && region.type == LibC.F_RDLCK; // Holds: the kernel fills a local during the call.
    }

    /// <summary>Gets whether the file in use means a key; the one at its path may be another one meanwhile.</summary>
    public bool Means(byte project, int key) => KeyFile.Means(_file, project, key);

    /// <summary>Claims the file: from now until disposal nobody else can begin to use it.</summary>
    /// <returns>Whether nobody else uses it.</returns>
    public bool TryClaim() => Lock(LibC.F_WRLCK) == 0;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private unsafe int Lock(short type)
    {
        var region = new LibC.flock { type = type };

        // Holds: the kernel reads a local during the call.
        return LibC.fcntl(_file, LibC.F_OFD_SETLK, &region) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
