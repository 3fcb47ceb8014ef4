// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Qt's lock: a System V semaphore of value 1, taken and given back with SEM_UNDO (qsystemsemaphore_systemv.cpp).</summary>
/// <remarks>
/// <para>
/// The kernel gives the unit back when its holder dies, for whatever reason, and tells nobody: after a crash the data may be half
/// written. Undo is per process, so any thread may release what another one took (semop(2)).
/// </para>
/// <para>
/// Qt peers remove the semaphore when the object that made it goes, and reset it to 1 in every create(), whether or not it is held.
/// Both are survived here and done by nobody here: a lock found removed is looked up anew through its key file, and a release gives
/// back only what is still ours (<see cref="SemUndoBalance"/>).
/// </para>
/// <para>
/// A lock may also lose its key file alone, to a cleaner of temporary files: newcomers then use another one, and those who have the first
/// do not learn of it. Quayside takes both from then on (SystemVLock.Taking.cs).
/// </para>
/// </remarks>
internal sealed partial class SystemVLock(string path, byte project, AccessPolicy policy) : IpcLock
{
    // How often opening and taking may be overtaken by peers that make and remove the same lock. Each round is a few microseconds.
    private const int MaxOvertaken = 10_000;

    // A lock whose maker died between semget and SETVAL stays at 0 for ever. Nobody can have held it, so this long after it was first
    // seen it is removed and made anew. A maker that lives needs microseconds.
    private static readonly TimeSpan _patienceWithUnborn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _unbornSlice = TimeSpan.FromMilliseconds(1);

    private readonly Lock _opening = new();
    private volatile Binding? _binding;

    // A lock of Qt's that lost its key file, and that programs may go on using; set while opening.
    private long? _earlier;

    /// <summary>Looks at a lock from outside: which one it is, and who touched it last.</summary>
    public static bool TryObserve(string path, byte project, out int id, out long time, out int process)
    {
        id = KeyFile.TryDerive(path, project, out var key) ? LibC.semget(key, 1, 0) : -1;
        process = 0;
        if (!SemaphoreCalls.TryStat(id, out var status))
        {
            time = 0;
            return false;
        }

        time = status.otime;
        process = LibC.semctl(id, 0, LibC.GETPID, 0);
        return true;
    }

    /// <inheritdoc/>
    public override LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure)
    {
        ticket = default;
        failure = IpcResult.Success;
        var wait = new PollingWait(timeout);
        var isNew = false;
        for (var overtaken = 0; !cancellation.IsCancellationRequested; overtaken++)
        {
            if (overtaken == MaxOvertaken)
            {
                failure = new IpcResult(IpcError.Unknown, IpcStep.AcquireLock, 0);
                return LockOutcome.Failed;
            }

            if (_binding is not { } binding)
            {
                failure = Open(out isNew);
                if (!failure.Succeeded)
                {
                    return LockOutcome.Failed;
                }

                continue;
            }

            ticket = binding.Ticket;
            var error = TryTake(binding);
            if (error == Errno.EAGAIN)
            {
                // Peers may remove the lock and its file while we wait for it, so what was waited for is always looked at again.
                mustBeCurrent = true;
                error = Wait(binding, ref wait, cancellation);
            }

            switch (error)
            {
                case 0 when !mustBeCurrent || KeyFile.Means(path, project, (int)ticket.Key):
                    ticket = ticket with { IsNew = isNew };
                    return LockOutcome.Acquired;

                case 0:
                    // The key file was removed or replaced, so newcomers use another lock.
                    LeaveBehind(binding);
                    break;

                case Errno.EIDRM or Errno.EINVAL:
                    // Whoever removed it may remove its key file at the very moment in which it is opened anew.
                    mustBeCurrent = true;
                    Forget(binding);
                    break;

                case Errno.EAGAIN:
                    return cancellation.IsCancellationRequested ? LockOutcome.Canceled : LockOutcome.TimedOut;

                default:
                    failure = SystemVErrors.From(error, IpcStep.AcquireLock);
                    return LockOutcome.Failed;
            }
        }

        return LockOutcome.Canceled;
    }

    /// <inheritdoc/>
    /// <remarks>When the lock is gone it is not made anew: Qt does that, and ends with a value of 2.</remarks>
    public override bool Release(LockTicket ticket) => SemUndoBalance.TryGiveBack((int)ticket.Id) & TryGiveBackEarlier(ticket);

    /// <inheritdoc/>
    public override bool IsHeld(LockTicket ticket) =>
        SemUndoBalance.Holds((int)ticket.Id)
        && (ticket.Earlier is not { } earlier || SemUndoBalance.Holds((int)earlier) || IsGone((int)earlier));

    /// <inheritdoc/>
    /// <remarks>
    /// File first, semaphore second, while held: whoever waits or comes is woken with EIDRM or finds no file, and looks the lock up
    /// anew. A lock that was reset under us may be held by another one, and a value above 0 means that somebody uses the semaphore for
    /// counting, as does an open <see cref="SystemVSemaphore"/>; none of these is ours to remove. Nor is what another user made, and once
    /// its file had gone nobody could find it any more.
    /// </remarks>
    public override bool Retire(LockTicket ticket, bool ownerIsGone, bool keepsName = false)
    {
        var isOwnerless = SemaphoreCalls.TryStat((int)ticket.Id, out var status)
            && SemaphoreCalls.MayRemove(status)
            && (ownerIsGone || SystemVMode.IsOurs(status.mode));
        var isIdle = LibC.semctl((int)ticket.Id, 0, LibC.GETNCNT, 0) == 0 && LibC.semctl((int)ticket.Id, 0, LibC.GETVAL, 0) == 0;
        if (!isOwnerless || !isIdle || !IsHeld(ticket) || KeyFileUse.IsUsed(path))
        {
            return Release(ticket);
        }

        if (!keepsName)
        {
            KeyFile.Remove(path, project, (int)ticket.Key);
        }

        if (LibC.semctl((int)ticket.Id, 0, LibC.IPC_RMID, 0) != 0)
        {
            return Release(ticket);
        }

        return ownerIsGone && ticket.Earlier is { } earlier && LibC.semctl((int)earlier, 0, LibC.IPC_RMID, 0) == 0
            || TryGiveBackEarlier(ticket);
    }

    /// <inheritdoc/>
    public override bool CameLate(LockTicket ticket) =>
        SemaphoreCalls.TryStat((int)ticket.Id, out var status) && SystemVMode.IsOurs(status.mode) && (status.mode & SystemVMode.CameLate) != 0;

    /// <inheritdoc/>
    public override void NoteCameLate(LockTicket ticket, bool cameLate) => SemaphoreCalls.Mark((int)ticket.Id, SystemVMode.CameLate, cameLate);

    /// <inheritdoc/>
    public override IpcResult Judge()
    {
        var id = KeyFile.TryDerive(path, project, out var key) ? LibC.semget(key, 1, 0) : -1;
        var result = id >= 0 ? SemaphoreCalls.Judge(id, policy) : IpcResult.Success;
        return result.Error == IpcError.Removed ? IpcResult.Success : result;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The kernel frees the lock of a dead process by itself, so whoever is on record lives (<see cref="SystemVHolder"/>).
    /// </remarks>
    public override LockHolder FindHolder() => FindHolder(out _);

    /// <inheritdoc/>
    /// <remarks>By force only: the semaphore is removed, and whoever waits for it makes it anew.</remarks>
    public override bool TryBreak(bool force, out LockHolder holder)
    {
        holder = FindHolder(out var id);
        return holder.State == HolderState.None
            || (force && id >= 0 && SemaphoreCalls.Judge(id, policy).Error is IpcError.None or IpcError.Removed
                && (LibC.semctl(id, 0, LibC.IPC_RMID, 0) == 0 || LastErrorMeansGone()));
    }

    /// <inheritdoc/>
    /// <remarks>A System V semaphore is not opened, so there is nothing to close.</remarks>
    public override void Dispose()
    {
    }

    private static bool LastErrorMeansGone() => Marshal.GetLastPInvokeError() is Errno.ENOENT or Errno.EIDRM or Errno.EINVAL;

    /// <summary>Finds out who holds the lock, and which semaphore it is; what cannot be looked at may be held by anybody.</summary>
    private LockHolder FindHolder(out int id)
    {
        var unknown = new LockHolder(HolderState.Unknown, 0, null);
        id = -1;
        if (!KeyFile.TryDerive(path, project, out var key))
        {
            return key == Errno.ENOENT ? LockHolder.Nobody : unknown;
        }

        id = LibC.semget(key, 1, 0);
        var value = id >= 0 ? LibC.semctl(id, 0, LibC.GETVAL, 0) : -1;
        if (value != 0)
        {
            return value > 0 || LastErrorMeansGone() ? LockHolder.Nobody : unknown;
        }

        return SystemVHolder.Find(id, path);
    }

    private void Forget(Binding binding) => _ = Interlocked.CompareExchange(ref _binding, null, binding);

    /// <summary>Finds the lock or makes it.</summary>
    private IpcResult Open(out bool isNew)
    {
        isNew = false;
        lock (_opening)
        {
            for (var overtaken = 0; _binding is null; overtaken++)
            {
                var result = TryOpen(out var again, out isNew);
                if (!again)
                {
                    return result;
                }

                if (overtaken == MaxOvertaken)
                {
                    // Peers without end, or a link that leads nowhere: it is there, and yet there is no file.
                    return new IpcResult(IpcError.InvalidName, IpcStep.MakeKeyFile, Errno.ENOENT);
                }
            }

            return IpcResult.Success;
        }
    }

    /// <summary>One round of opening; <paramref name="again"/> asks for another one: the file is new, or a peer was faster.</summary>
    private IpcResult TryOpen(out bool again, out bool isNew)
    {
        again = isNew = false;
        IpcResult result;
        if (!KeyFile.TryDerive(path, project, out var key))
        {
            // Looked for before it is made, because most who open a lock find it.
            result = key == Errno.ENOENT ? KeyFile.Ensure(path, out _) : SystemVErrors.From(key, IpcStep.DeriveKey);
            again = result.Succeeded;
            return result;
        }

        var id = LibC.semget(key, 1, SystemVMode.ReadWrite);
        if (id < 0 && Marshal.GetLastPInvokeError() == Errno.ENOENT)
        {
            id = LibC.semget(key, 1, LibC.IPC_CREAT | LibC.IPC_EXCL | SystemVMode.Ours(policy.Mode) | SystemVMode.Lock);
            if (id >= 0)
            {
                // A new semaphore is 0, so whoever finds it before this call waits; SETVAL wakes one of them. Only the maker sets it.
                again = LibC.semctl(id, 0, LibC.SETVAL, 1) != 0;
                isNew = !again;
            }
        }

        if (id < 0)
        {
            result = SystemVErrors.Last(IpcStep.OpenLock);
            again = result.Error is IpcError.AlreadyExists or IpcError.NotFound;
            return result;
        }

        if (!again)
        {
            result = SemaphoreCalls.Judge(id, policy);
            if (!result.Succeeded)
            {
                again = result.Error == IpcError.Removed;
                return again ? IpcResult.Success : result;
            }

            _binding = new Binding(
                new LockTicket(id, key) { Earlier = _earlier == id ? null : _earlier }, SemaphoreCalls.IsUnborn(id), Stopwatch.GetTimestamp());
        }

        return IpcResult.Success;
    }

    /// <summary>The semaphore that is used now.</summary>
    /// <param name="Ticket">Its name.</param>
    /// <param name="WasUnborn">Whether it had not been set yet when it was found.</param>
    /// <param name="SeenAt">When it was found, by the stopwatch.</param>
    private sealed record Binding(LockTicket Ticket, bool WasUnborn, long SeenAt);
}
