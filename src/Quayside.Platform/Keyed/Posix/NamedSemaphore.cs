// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A semaphore under a name, the very file that sem_open(3) uses. Thread-safe until it is closed; the owner sees to that.</summary>
/// <remarks>
/// <para>
/// A new one appears whole (<see cref="DraftFile"/>), so a kill leaves nothing. glibc makes /dev/shm/sem.XXXXXX first, which a kill leaves.
/// </para>
/// <para>
/// A peer that may write the file may also truncate it, and a touch of the lost page ends the process (SIGBUS). The kernel is asked before a
/// touch unless it was asked a few milliseconds ago: what happens within that time is not caught.
/// </para>
/// </remarks>
internal sealed class NamedSemaphore
{
    // How often opening may be overtaken by peers that make and remove the same semaphore. Each round is a few microseconds.
    private const int MaxOvertaken = 10_000;

    // In milliseconds of a clock that costs next to nothing to read, and goes on every few of them.
    private const long Trust = 2;

    private readonly PosixMapping _mapping;
    private long _backedAt = Environment.TickCount64;

    private NamedSemaphore(string path, PosixMapping mapping, FileIdentity identity)
    {
        Path = path;
        _mapping = mapping;
        Identity = identity;
        Words = new SemaphoreWords(new SharedWords(mapping));
    }

    /// <summary>Gets the file.</summary>
    public string Path { get; }

    /// <summary>Gets its words. To be touched only after <see cref="IsBacked"/>.</summary>
    public SemaphoreWords Words { get; }

    /// <summary>Gets which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Gets whether the name still means this semaphore. A Qt program that calls create() unlinks it and makes another one.</summary>
    public bool IsCurrent
    {
        get
        {
            var isCurrent = FileStatus.Of(Path, out var status) == 0 && status.Identity == Identity;
            if (isCurrent)
            {
                Volatile.Write(ref _backedAt, status.Size == SemaphoreWords.Size ? Environment.TickCount64 : 0);
            }

            return isCurrent;
        }
    }

    /// <summary>Gets whether the file has its memory, so that its words may be touched.</summary>
    public bool IsBacked
    {
        get
        {
            var now = Environment.TickCount64;
            if (now - Volatile.Read(ref _backedAt) < Trust)
            {
                return true;
            }

            if (!Words.IsBacked)
            {
                return false;
            }

            Volatile.Write(ref _backedAt, now);
            return true;
        }
    }

    /// <summary>Finds a semaphore or makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="demand">What is wanted; <see cref="SemaphoreDemand.Renew"/> means <see cref="SemaphoreDemand.CreateOrOpen"/> here.</param>
    /// <param name="initialValue">The units of a new one.</param>
    /// <param name="isTransient">Whether a new one is to go with its last user.</param>
    /// <param name="policy">The mode of a new one, whatever the umask, and whose semaphores are used.</param>
    /// <param name="semaphore">The semaphore.</param>
    /// <param name="isNew">Whether this call made it.</param>
    public static IpcResult Open(
        string name, SemaphoreDemand demand, int initialValue, bool isTransient, AccessPolicy policy, out NamedSemaphore? semaphore, out bool isNew)
    {
        semaphore = null;
        isNew = false;
        var result = PosixName.OfSemaphore(name, out var path);
        if (!result.Succeeded)
        {
            return result;
        }

        for (var overtaken = 0; overtaken < MaxOvertaken; overtaken++)
        {
            result = demand == SemaphoreDemand.Create ? Failure(Errno.ENOENT) : Find(path, policy, out semaphore);
            if (result.Error != IpcError.NotFound || demand == SemaphoreDemand.Open)
            {
                return result;
            }

            result = Make(path, initialValue, isTransient, policy, out semaphore);
            isNew = result.Succeeded;
            if (result.Error != IpcError.AlreadyExists || demand == SemaphoreDemand.Create)
            {
                return result;
            }
        }

        return result;
    }

    /// <summary>Reads the units.</summary>
    /// <returns>0 or EUCLEAN.</returns>
    public int TryGetValue(out int value)
    {
        value = 0;
        return IsBacked ? Words.TryGetValue(out value) : Errno.EUCLEAN;
    }

    /// <summary>Takes a unit without waiting.</summary>
    /// <returns>0, EAGAIN, or EUCLEAN for words that are impossible or gone.</returns>
    public int TryTake() => IsBacked ? Words.TryTake() : Errno.EUCLEAN;

    /// <summary>Takes a unit, waiting less than a second for it.</summary>
    /// <returns>0, EAGAIN when there was none or a signal came, or EUCLEAN.</returns>
    public int Take(TimeSpan wait)
    {
        if (!IsBacked)
        {
            return Errno.EUCLEAN;
        }

        var error = Words.Take(wait);
        Volatile.Write(ref _backedAt, error == Errno.EUCLEAN ? 0 : Environment.TickCount64);
        return error;
    }

    /// <summary>Adds units, all or none.</summary>
    /// <returns>0, EOVERFLOW or EUCLEAN.</returns>
    public int Give(int count = 1) => IsBacked ? Words.Give(count) : Errno.EUCLEAN;

    /// <summary>Unmaps it. Nobody may use the object from now on.</summary>
    public void Close() => _mapping.Dispose();

    private static IpcResult Failure(int error) => PosixErrors.From(error, IpcStep.OpenLock);

    private static IpcResult Find(string path, AccessPolicy policy, out NamedSemaphore? semaphore)
    {
        semaphore = null;
        var descriptor = SharedFile.Open(path, LibC.O_RDWR, out var error);
        if (descriptor < 0)
        {
            return Failure(error);
        }

        error = FileStatus.Of(descriptor, out var status);
        var result = error == 0 ? Check(status, policy) : Failure(error);
        if (result.Succeeded && status.Reserved < SemaphoreWords.Size)
        {
            // Not of glibc's making: a hole, which takes memory at the first touch, or ends the process where there is none.
            error = SharedFile.Reserve(descriptor, SemaphoreWords.Size);
            result = error == 0 ? result : Failure(error);
        }

        if (result.Succeeded)
        {
            result = Map(path, descriptor, status.Identity, out semaphore);
        }

        _ = LibC.close(descriptor);
        return result;
    }

    /// <summary>Judges a file before it is mapped: whose it is, and whether it can be a semaphore at all.</summary>
    private static IpcResult Check(FileStatus status, AccessPolicy policy) =>
        !status.IsRegular ? new IpcResult(IpcError.InvalidName, IpcStep.OpenLock, Errno.EINVAL)
            : policy.Judge(status.Owner, IpcStep.OpenLock) is { Succeeded: false } refusal ? refusal
            : status.Size != SemaphoreWords.Size ? Failure(Errno.EUCLEAN)
            : IpcResult.Success;

    private static IpcResult Make(string path, int initialValue, bool isTransient, AccessPolicy policy, out NamedSemaphore? semaphore)
    {
        semaphore = null;
        var error = DraftFile.Make(path, policy, out var made);
        if (error != 0)
        {
            return OfMaking(error);
        }

        using var file = made!;
        error = FileStatus.Of(file.Descriptor, out var status);
        if (error == 0)
        {
            error = SharedFile.Reserve(file.Descriptor, SemaphoreWords.Size);
        }

        var result = error == 0 ? Map(path, file.Descriptor, status.Identity, out semaphore) : OfMaking(error);
        if (result.Succeeded)
        {
            semaphore!.Words.Initialize(initialValue, isTransient);
            error = file.Publish();
            result = error == 0 ? result : OfMaking(error);
        }

        if (!result.Succeeded)
        {
            semaphore?.Close();
            semaphore = null;
        }

        return result;
    }

    // Nothing was looked for: it is the directory that is not there.
    private static IpcResult OfMaking(int error) =>
        error == Errno.ENOENT ? new IpcResult(IpcError.InvalidName, IpcStep.OpenLock, error) : Failure(error);

    private static IpcResult Map(string path, int descriptor, FileIdentity identity, out NamedSemaphore? semaphore)
    {
        var result = PosixMapping.Map(descriptor, SemaphoreWords.Size, writable: true, out var mapping);
        semaphore = result.Succeeded ? new NamedSemaphore(path, mapping!, identity) : null;
        return result.Succeeded ? result : result with { Step = IpcStep.OpenLock };
    }
}
