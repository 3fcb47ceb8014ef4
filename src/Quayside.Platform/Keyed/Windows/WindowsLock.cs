// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Quayside.Platform.Common;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Keyed.Windows;

/// <summary>Qt's lock: a semaphore of value 1 (qsystemsemaphore_win.cpp).</summary>
/// <param name="name">The name of the semaphore.</param>
/// <remarks>
/// <para>
/// The kernel knows no holder, and gives nothing back when one dies. But it takes the semaphore away with its last handle, and a handle is
/// kept here only while waiting and while holding: when nobody but the dead process had it open, the next one finds it free. Somebody
/// who waits, or a Qt program, keeps it held.
/// </para>
/// <para>A name means one semaphore for as long as anybody has it open, so there is nothing to look up anew.</para>
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsLock(string name) : IpcLock
{
    private static long _lastTaking;

    private readonly ConcurrentDictionary<LockTicket, KernelSemaphore> _held = new();

    /// <inheritdoc/>
    public override LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure)
    {
        ticket = default;
        failure = WindowsName.Check(name, IpcStep.OpenLock);
        KernelSemaphore? semaphore = null;
        if (failure.Succeeded)
        {
            failure = KernelSemaphore.CreateOrOpen(name, initialCount: 1, out semaphore, out _);
        }

        if (semaphore is null)
        {
            return LockOutcome.Failed;
        }

        var outcome = semaphore.Take(timeout, cancellation);
        if (outcome == LockOutcome.Acquired)
        {
            ticket = new LockTicket(Interlocked.Increment(ref _lastTaking), 0);
            semaphore.Keep();
            _held[ticket] = semaphore;
        }
        else
        {
            semaphore.Dispose();
        }

        return outcome;
    }

    /// <inheritdoc/>
    /// <remarks>A semaphore that has a unit was freed by somebody else; another unit would let two in.</remarks>
    public override bool Release(LockTicket ticket)
    {
        if (!_held.TryRemove(ticket, out var semaphore))
        {
            return false;
        }

        using (semaphore)
        {
            return IsTaken(semaphore) && semaphore.Add(1).Succeeded;
        }
    }

    /// <inheritdoc/>
    public override bool IsHeld(LockTicket ticket) => _held.TryGetValue(ticket, out var semaphore) && IsTaken(semaphore);

    /// <inheritdoc/>
    /// <remarks>The kernel removes it when nobody has it open any more.</remarks>
    public override bool Retire(LockTicket ticket, bool ownerIsGone, bool keepsName = false) => Release(ticket);

    /// <inheritdoc/>
    public override LockHolder FindHolder()
    {
        using var semaphore = Find();
        return semaphore is not null && IsTaken(semaphore) ? new LockHolder(HolderState.Unknown, 0, null) : LockHolder.Nobody;
    }

    /// <inheritdoc/>
    /// <remarks>By force only: nobody can tell whether the holder lives.</remarks>
    public override bool TryBreak(bool force, out LockHolder holder)
    {
        using var semaphore = Find();
        holder = FindHolder();
        return holder.State == HolderState.None || (force && semaphore!.Add(1).Succeeded);
    }

    /// <inheritdoc/>
    /// <remarks>Between uses nothing is open.</remarks>
    public override void Dispose()
    {
    }

    private static bool IsTaken(KernelSemaphore semaphore) => semaphore.TryGetCount(out var count).Succeeded && count == 0;

    private KernelSemaphore? Find() =>
        WindowsName.Check(name, IpcStep.OpenLock).Succeeded && KernelSemaphore.Open(name, out var semaphore).Succeeded ? semaphore : null;
}
