// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Native;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Keyed.SystemV;

/// <content>Taking and waiting, also for two locks at once: the one that newcomers use, and the one that lost its key file.</content>
internal sealed partial class SystemVLock
{
    /// <summary>Gives back the unit of the lock before this one.</summary>
    /// <returns>False if somebody has reset it meanwhile. Where it is gone, those who used it have come to this one.</returns>
    private static bool TryGiveBackEarlier(LockTicket ticket) =>
        ticket.Earlier is not { } earlier || SemUndoBalance.TryGiveBack((int)earlier) || IsGone((int)earlier);

    private static bool MeansGone(int error) => error is Errno.EIDRM or Errno.EINVAL;

    private static bool IsGone(int id) => !SemaphoreCalls.TryStat(id, out _);

    /// <summary>Takes the lock if it is free; returns 0 or the error number.</summary>
    private static int TryTake(Binding binding)
    {
        var id = (int)binding.Ticket.Id;
        if (binding.WasUnborn && SemaphoreCalls.IsUnborn(id))
        {
            return Errno.EAGAIN;
        }

        var error = SemaphoreCalls.Take(id, TimeSpan.Zero, withUndo: true);
        return error == 0 && binding.Ticket.Earlier is { } earlier ? TakeToo((int)earlier, id, id) : error;
    }

    /// <summary>Takes a second lock without waiting for it; when that fails, the first one is given back, so that nobody waits while he holds one.</summary>
    /// <remarks>When the earlier one is gone, that counts as taken: those who used it come to the current one.</remarks>
    private static int TakeToo(int second, int first, int current)
    {
        var error = SemaphoreCalls.Take(second, TimeSpan.Zero, withUndo: true);
        if (error == 0 || (second != current && MeansGone(error)))
        {
            return 0;
        }

        _ = SemUndoBalance.TryGiveBack(first);
        return error;
    }

    /// <summary>Waits in slices, so that cancellation is seen; returns 0 or the error number.</summary>
    /// <remarks>
    /// A lock not born yet is looked at, never operated: a process that has tried to take it with SEM_UNDO leaves the time of its end
    /// there as a use (exit_sem in Linux's ipc/sem.c), and nobody could tell any more that the lock has never worked.
    /// </remarks>
    private static int Wait(Binding binding, ref PollingWait wait, CancellationToken cancellation)
    {
        var id = (int)binding.Ticket.Id;
        var (first, second) = (id, (int?)binding.Ticket.Earlier);
        while (!cancellation.IsCancellationRequested && wait.TryNext(out var slice))
        {
            if (binding.WasUnborn && SemaphoreCalls.IsUnborn(id))
            {
                if (Stopwatch.GetElapsedTime(binding.SeenAt) > _patienceWithUnborn)
                {
                    _ = LibC.semctl(id, 0, LibC.IPC_RMID, 0);
                    return Errno.EIDRM;
                }

                Thread.Sleep(_unbornSlice);
                continue;
            }

            var error = SemaphoreCalls.Take(first, slice, withUndo: true);
            if (error == 0 && second is { } other)
            {
                error = TakeToo(other, first, id);
                (first, second) = error == Errno.EAGAIN ? (other, first) : (first, second);
            }

            if (first != id && MeansGone(error))
            {
                (first, second) = (id, null);
            }
            else if (error != Errno.EAGAIN)
            {
                return error;
            }
        }

        return Errno.EAGAIN;
    }

    /// <summary>Turns away from a lock that has been taken and that nobody can come to any more.</summary>
    /// <remarks>
    /// Removing it sends those who still wait for it to the new one. But the Qt program that owns one deletes whatever file is at the path
    /// when it finds its lock removed, and with it the new lock's, and would come in beside us. So what Qt made stays, and is taken
    /// together with the new one. Its owner removes it in the end.
    /// </remarks>
    private void LeaveBehind(Binding binding)
    {
        var ticket = binding.Ticket;
        var hasEarlier = ticket.Earlier is { } earlier && !IsGone((int)earlier);
        var stays = !hasEarlier && SemaphoreCalls.TryStat((int)ticket.Id, out var status) && !SystemVMode.IsOurs(status.mode);
        lock (_opening)
        {
            _earlier = stays ? ticket.Id : hasEarlier ? ticket.Earlier : null;
            Forget(binding);
        }

        if (!stays)
        {
            _ = LibC.semctl((int)ticket.Id, 0, LibC.IPC_RMID, 0);
        }

        _ = Release(ticket);
    }
}
