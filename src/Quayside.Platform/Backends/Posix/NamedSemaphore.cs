// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>A semaphore of sem_open(3), and which file it is. Thread-safe until it is closed; the owner sees to that.</summary>
/// <param name="path">Its file.</param>
/// <param name="address">Where libc has mapped it.</param>
/// <param name="identity">Which file it is.</param>
internal sealed class NamedSemaphore(string path, nint address, FileIdentity identity)
{
    // How often opening may be overtaken by peers that make and remove the same semaphore. Each round is a few microseconds.
    private const int MaxOvertaken = 10_000;

    // A new one gets its mode after its name when the umask took it away.
    private static readonly TimeSpan _patienceWithMode = TimeSpan.FromSeconds(1);

    /// <summary>Gets the file.</summary>
    public string Path => path;

    /// <summary>Gets where it is mapped.</summary>
    public nint Address => address;

    /// <summary>Gets which file it is.</summary>
    public FileIdentity Identity => identity;

    /// <summary>Gets whether the name still means this semaphore. A Qt program that calls create() unlinks it and makes another one.</summary>
    public bool IsCurrent => FileStatus.Means(path, identity);

    /// <summary>Gets how many units are free.</summary>
    public unsafe int Value
    {
        get
        {
            int value;
            _ = LibC.sem_getvalue(address, &value); // Holds: a local that libc fills.
            return value;
        }
    }

    /// <summary>Finds a semaphore or makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="demand">What is wanted; <see cref="SemaphoreDemand.Renew"/> means <see cref="SemaphoreDemand.CreateOrOpen"/> here.</param>
    /// <param name="initialValue">The units of a new one.</param>
    /// <param name="policy">The mode of a new one, whatever the umask, and whose semaphores are used.</param>
    /// <param name="semaphore">The semaphore.</param>
    /// <param name="isNew">Whether this call made it.</param>
    /// <remarks>
    /// libc does not tell which file it opened, so the name is looked at before and after, until it is the same one. A new one is opened
    /// once more for that.
    /// </remarks>
    public static IpcResult Open(
        string name, SemaphoreDemand demand, int initialValue, AccessPolicy policy, out NamedSemaphore? semaphore, out bool isNew)
    {
        semaphore = null;
        isNew = false;
        var result = PosixName.OfSemaphore(name, out var path);
        var start = Stopwatch.GetTimestamp();
        for (var overtaken = 0; result.Succeeded && overtaken < MaxOvertaken; overtaken++)
        {
            var error = FileStatus.Of(path, out var status);
            if (error == Errno.ENOENT && demand != SemaphoreDemand.Open)
            {
                SiblingFile.Sweep(path, policy);
                error = Make(name, path, initialValue, policy.Mode);
                isNew |= error == 0;
            }
            else if (error == 0)
            {
                result = isNew || demand != SemaphoreDemand.Create ? Check(status, policy) : Failure(Errno.EEXIST);
                error = result.Succeeded ? TryOpen(name, path, status.Identity, out semaphore) : 0;
                if (semaphore is not null)
                {
                    return result;
                }
            }

            var isAboutToBeMine = error == Errno.EACCES
                && UserIdentity.IsMe(status.Owner.User)
                && Stopwatch.GetElapsedTime(start) < _patienceWithMode;
            if (isAboutToBeMine)
            {
                Thread.Sleep(1);
                overtaken = 0;
            }
            else if (error is not (0 or Errno.EEXIST or Errno.EINTR) && (error != Errno.ENOENT || demand == SemaphoreDemand.Open))
            {
                return Failure(error);
            }
        }

        return result.Succeeded ? Failure(Errno.ENOENT) : result;
    }

    /// <summary>Takes a unit without waiting.</summary>
    /// <returns>0, EAGAIN, or another error number.</returns>
    public int TryTake()
    {
        while (LibC.sem_trywait(address) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.EINTR)
            {
                return error;
            }
        }

        return 0;
    }

    /// <summary>Takes a unit, waiting less than a second for it.</summary>
    /// <returns>0, EAGAIN when there was none or a signal came, or another error number.</returns>
    public unsafe int Take(TimeSpan wait)
    {
        const long Second = 1_000_000_000;
        LibC.timespec deadline;
        _ = LibC.clock_gettime(LibC.CLOCK_MONOTONIC, &deadline); // Holds: a local that the kernel fills.
        var nanoseconds = deadline.nsec + (wait.Ticks * TimeSpan.NanosecondsPerTick);
        deadline.sec += nanoseconds / Second;
        deadline.nsec = nanoseconds % Second;

        // Holds: a local that libc reads during the call.
        if (LibC.sem_clockwait(address, LibC.CLOCK_MONOTONIC, &deadline) == 0)
        {
            return 0;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is Errno.ETIMEDOUT or Errno.EINTR ? Errno.EAGAIN : error;
    }

    /// <summary>Adds a unit.</summary>
    /// <returns>0 or the error number.</returns>
    public int Give() => LibC.sem_post(address) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Unmaps it. Nobody may use the object from now on.</summary>
    public void Close() => _ = LibC.sem_close(address);

    private static IpcResult Failure(int error) => PosixErrors.From(error, IpcStep.OpenLock);

    private static int Make(string name, string path, int initialValue, UnixFileMode mode)
    {
        var address = LibC.sem_open(name, LibC.O_CREAT | LibC.O_EXCL, (uint)mode, (uint)initialValue);
        if (address == 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        _ = LibC.chmod(path, (uint)mode);
        _ = LibC.sem_close(address);
        return 0;
    }

    /// <summary>Checks before it is opened that it can be a semaphore: libc would map anything, and die of a file that is too short.</summary>
    private static IpcResult Check(FileStatus status, AccessPolicy policy)
    {
        var isSemaphore = status.IsRegular && status.Size >= Marshal.SizeOf<LibC.sem_t>();
        return !isSemaphore ? new IpcResult(IpcError.InvalidName, IpcStep.OpenLock, Errno.EINVAL)
            : policy.Judge(status.Owner, IpcStep.OpenLock);
    }

    private static int TryOpen(string name, string path, FileIdentity expected, out NamedSemaphore? semaphore)
    {
        semaphore = null;

        // Whoever asks whether it is alone with the file makes others wait in open(2), for most of a minute if it is stopped meanwhile;
        // sem_open(3) could not be called off. Nobody is alone with a file that is open here.
        var pin = SharedFile.Open(path, LibC.O_RDWR, out var error);
        if (pin < 0)
        {
            return error;
        }

        // What was judged is what is opened, or one looks again.
        if (FileStatus.Of(pin, out var pinned) != 0 || pinned.Identity != expected)
        {
            _ = LibC.close(pin);
            return 0;
        }

        var address = LibC.sem_open(name, 0, 0, 0);
        error = address == 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = LibC.close(pin);
        if (address == 0)
        {
            return error;
        }

        if (FileStatus.Means(path, expected))
        {
            semaphore = new NamedSemaphore(path, address, expected);
        }
        else
        {
            _ = LibC.sem_close(address);
        }

        return 0;
    }
}
