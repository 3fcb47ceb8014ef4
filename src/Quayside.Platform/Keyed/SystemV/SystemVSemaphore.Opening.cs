// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.SystemV;

/// <content>Finding, making and removing.</content>
internal sealed partial class SystemVSemaphore
{
    // A semaphore whose maker died between semget and SETVAL is 0 without having been meant to be. A maker that lives needs microseconds.
    private static readonly TimeSpan _patienceWithUnborn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(1);

    /// <summary>Takes the name of a semaphore away, whoever uses it; those who do find a new one, or none.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="project">The project id of ftok(3).</param>
    /// <param name="policy">Whose semaphores may be removed.</param>
    public static IpcResult Remove(string path, byte project, AccessPolicy policy)
    {
        if (!KeyFile.TryDerive(path, project, out var key))
        {
            return SystemVErrors.From(key, IpcStep.DeriveKey);
        }

        var id = LibC.semget(key, 1, 0);
        if (id < 0)
        {
            return SystemVErrors.Last(IpcStep.OpenLock);
        }

        var result = SemaphoreCalls.Judge(id, policy);
        if (!result.Succeeded)
        {
            return result;
        }

        // Asked first: the key file goes first, so that newcomers do not find a semaphore that is about to go.
        if (SemaphoreCalls.TryStat(id, out var status) && !SemaphoreCalls.MayRemove(status))
        {
            return SystemVErrors.From(Errno.EPERM, IpcStep.OpenLock);
        }

        KeyFile.Remove(path, project, key);
        return LibC.semctl(id, 0, LibC.IPC_RMID, 0) == 0 ? IpcResult.Success : SystemVErrors.Last(IpcStep.OpenLock);
    }

    /// <summary>Finds the semaphore or makes it.</summary>
    private IpcResult Bind(
        SemaphoreDemand demand, ref PollingWait wait, CancellationToken cancellation, out bool isNew, out SemaphoreUse? use)
    {
        (isNew, use) = (false, null);
        if (_initialValue > SemUndoBalance.MaxValue && demand != SemaphoreDemand.Open)
        {
            return SystemVErrors.From(Errno.ERANGE, IpcStep.OpenLock);
        }

        var start = Stopwatch.GetTimestamp();
        for (var overtaken = 0; overtaken < MaxOvertaken; overtaken++)
        {
            var result = IpcResult.Success;
            var error = KeyFileUse.Begin(_path, out var file);
            if (error == Errno.ENOENT && demand != SemaphoreDemand.Open)
            {
                result = MakeFile();
            }
            else if (error == Errno.ENOENT)
            {
                result = SystemVErrors.From(error, IpcStep.DeriveKey);
            }
            else if (error != 0)
            {
                // Who claims it is about to remove it, and needs microseconds; or it is another program's doing.
                result = Pause(ref wait, cancellation);
                overtaken = 0;
            }
            else
            {
                result = BindTo(file, start, ref demand, out isNew, out use);
                if (use is null)
                {
                    file?.Dispose();
                }
            }

            if (use is not null || !result.Succeeded)
            {
                return result;
            }
        }

        // Peers without end, or a link that leads nowhere: it is there, and yet there is no file.
        return new IpcResult(IpcError.InvalidName, IpcStep.MakeKeyFile, Errno.ENOENT);
    }

    /// <summary>Waits for a moment for others who keep the key file locked.</summary>
    /// <returns>A failure when there is no more time.</returns>
    private IpcResult Pause(ref PollingWait wait, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return new IpcResult(IpcError.Canceled, IpcStep.MakeKeyFile, 0);
        }

        if (!wait.TryNext(out var slice))
        {
            return new IpcResult(IpcError.Locked, IpcStep.MakeKeyFile, Errno.EAGAIN) { Locker = KeyFileUse.FindLocker(_path) };
        }

        _ = cancellation.WaitHandle.WaitOne(slice);
        return IpcResult.Success;
    }

    private IpcResult MakeFile()
    {
        const UnixFileMode Readers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var result = KeyFile.Ensure(_path, out var made);
        if (made && (_settings.Policy.Mode & Readers) != 0 && !OperatingSystem.IsWindows())
        {
            // Others can be counted among the users only if they can open the file.
            File.SetUnixFileMode(_path, File.GetUnixFileMode(_path) | (_settings.Policy.Mode & Readers));
        }

        return result;
    }

    /// <summary>One round of opening, with a key file that is there. Neither a use nor an error asks for another round.</summary>
    private IpcResult BindTo(KeyFileUse? file, long start, ref SemaphoreDemand demand, out bool isNew, out SemaphoreUse? use)
    {
        (isNew, use) = (false, null);
        if (!KeyFile.TryDerive(_path, _project, out var key))
        {
            return key == Errno.ENOENT ? IpcResult.Success : new IpcResult(IpcError.InvalidName, IpcStep.DeriveKey, key);
        }

        if (file is not null && !file.Means(_project, key))
        {
            return IpcResult.Success;
        }

        var id = LibC.semget(key, 1, SystemVMode.ReadWrite);
        if (id >= 0)
        {
            return Adopt(id, key, file, start, ref demand, out use);
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Errno.ENOENT && demand != SemaphoreDemand.Open
            ? Make(key, file, out isNew, out use)
            : SystemVErrors.From(error, IpcStep.OpenLock);
    }

    /// <summary>Uses a semaphore that is there.</summary>
    private IpcResult Adopt(int id, int key, KeyFileUse? file, long start, ref SemaphoreDemand demand, out SemaphoreUse? use)
    {
        use = null;
        if (demand == SemaphoreDemand.Create)
        {
            return SystemVErrors.From(Errno.EEXIST, IpcStep.OpenLock);
        }

        var result = SemaphoreCalls.Judge(id, _settings.Policy);
        if (!result.Succeeded)
        {
            return result.Error == IpcError.Removed ? IpcResult.Success : result;
        }

        if (demand == SemaphoreDemand.Renew)
        {
            // Once. A claim that comes to nothing is given up with the file.
            demand = SemaphoreDemand.CreateOrOpen;
            var found = new SemaphoreUse(id, key, file);
            _ = found.TryClaim() && TryRemoveAbandoned(found);
        }
        else if (!SemaphoreCalls.IsUnborn(id))
        {
            use = new SemaphoreUse(id, key, file);
        }
        else if (Stopwatch.GetElapsedTime(start) < _patienceWithUnborn)
        {
            // What is added before its maker sets it would be lost.
            Thread.Sleep(_moment);
        }
        else if (_initialValue > 0 && demand != SemaphoreDemand.Open)
        {
            _ = LibC.semctl(id, 0, LibC.IPC_RMID, 0);
        }
        else
        {
            use = new SemaphoreUse(id, key, file);
        }

        return IpcResult.Success;
    }

    private IpcResult Make(int key, KeyFileUse? file, out bool isNew, out SemaphoreUse? use)
    {
        (isNew, use) = (false, null);
        var id = LibC.semget(key, 1, LibC.IPC_CREAT | LibC.IPC_EXCL | SystemVMode.Ours(_settings.Policy.Mode));
        if (id >= 0)
        {
            // A new semaphore is 0, so whoever finds it before this call waits; SETVAL wakes them.
            isNew = LibC.semctl(id, 0, LibC.SETVAL, _initialValue) == 0;
            use = isNew ? new SemaphoreUse(id, key, file) : null;
            return IpcResult.Success;
        }

        var error = Marshal.GetLastPInvokeError();
        if (error == Errno.EEXIST)
        {
            return IpcResult.Success;
        }

        if (file is not null && file.TryClaim() && LibC.semget(key, 1, 0) < 0)
        {
            KeyFile.Remove(_path, _project, key);
        }

        return SystemVErrors.From(error, IpcStep.OpenLock);
    }

    /// <summary>Removes a semaphore that nobody can have anything to do with any more. The caller has claimed its key file.</summary>
    /// <returns>Whether it is gone.</returns>
    /// <remarks>
    /// The claim says that no object of Quayside uses it for counting. Those that use it as a segment's lock take a unit, and so do Qt
    /// programs: while a living process may have one, or waits, it stays. So does what Qt made: its owner removes it.
    /// </remarks>
    private bool TryRemoveAbandoned(SemaphoreUse use)
    {
        var id = use.Id;
        if (!SemaphoreCalls.TryStat(id, out var status) || !SystemVMode.IsOurs(status.mode) || !IsIdle(id))
        {
            return false;
        }

        // With a unit in hand nobody can take it as a lock meanwhile.
        var hasTaken = SemaphoreCalls.Take(id, TimeSpan.Zero, withUndo: true) == 0;
        if (hasTaken ? !IsIdle(id) : MayBeHeld(use))
        {
            _ = hasTaken && SemUndoBalance.TryGiveBack(id);
            return false;
        }

        KeyFile.Remove(_path, _project, use.Key);
        SemaphoreUse.Forget(id);
        return LibC.semctl(id, 0, LibC.IPC_RMID, 0) == 0;
    }

    /// <summary>Gets whether nobody waits for a semaphore, and there is no segment whose lock it is.</summary>
    private bool IsIdle(int id) =>
        LibC.semctl(id, 0, LibC.GETNCNT, 0) == 0
        && (_settings.Segment is not { } segment || !SystemVBackend.For(_project).ProbeSegment(segment).Succeeded);

    /// <summary>Gets whether a living process may have taken the last unit of a semaphore whose value is 0, be it as a lock.</summary>
    private static bool MayBeHeld(SemaphoreUse use)
    {
        var process = LibC.semctl(use.Id, 0, LibC.GETPID, 0);
        return process == Environment.ProcessId ? SemUndoBalance.Holds(use.Id, use.Taken + 1)
            : process > 0 ? ProcessInfo.IsAlive(process)
            : !SemaphoreCalls.IsUnborn(use.Id);
    }
}
