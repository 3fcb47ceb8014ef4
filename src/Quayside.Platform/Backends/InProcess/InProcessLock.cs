// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends.InProcess;

/// <summary>A lock of this process: a semaphore of one unit under a name.</summary>
/// <param name="names">Where the names are.</param>
/// <param name="name">The name.</param>
/// <remarks>It has nothing open, so there is nothing to close.</remarks>
internal sealed class InProcessLock(InProcessNames names, string name) : IpcLock
{
    private static long _lastTaking;

    /// <inheritdoc/>
    public override LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure)
    {
        failure = IpcResult.Success;
        long taking = 0;
        var outcome = names.Take(FindOrMake, units => taking = MarkAsHeld(units), timeout, cancellation);
        ticket = new LockTicket(taking, 0);
        return outcome;
    }

    /// <inheritdoc/>
    public override bool Release(LockTicket ticket)
    {
        lock (names.Gate)
        {
            if (!TryFindHeld(ticket, out var units))
            {
                return false;
            }

            Free(units);
            return true;
        }
    }

    /// <inheritdoc/>
    public override bool IsHeld(LockTicket ticket)
    {
        lock (names.Gate)
        {
            return TryFindHeld(ticket, out _);
        }
    }

    /// <inheritdoc/>
    public override bool Retire(LockTicket ticket, bool ownerIsGone)
    {
        lock (names.Gate)
        {
            if (!TryFindHeld(ticket, out var units))
            {
                return false;
            }

            if (units is { Waiting: 0, Openers: 0 })
            {
                _ = names.Units.Remove(name);
            }

            Free(units);
            return true;
        }
    }

    /// <inheritdoc/>
    public override LockHolder FindHolder()
    {
        lock (names.Gate)
        {
            return names.Units.GetValueOrDefault(name) is not { Value: 0 } units ? LockHolder.Nobody
                : units.Holder == 0 ? new LockHolder(HolderState.Unknown, 0, null)
                : new LockHolder(HolderState.Alive, Environment.ProcessId, units.HeldSince);
        }
    }

    /// <inheritdoc/>
    /// <remarks>By force only: whoever holds it lives, since this process does.</remarks>
    public override bool TryBreak(bool force, out LockHolder holder)
    {
        lock (names.Gate)
        {
            holder = FindHolder();
            if (holder.State != HolderState.None && force)
            {
                Free(names.Units[name]);
            }

            return holder.State == HolderState.None || force;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private InProcessUnits FindOrMake()
    {
        if (!names.Units.TryGetValue(name, out var units))
        {
            names.Units[name] = units = new InProcessUnits(value: 1);
        }

        return units;
    }

    private bool TryFindHeld(LockTicket ticket, out InProcessUnits units) =>
        names.Units.TryGetValue(name, out units!) && units.Holder == ticket.Id;

    private static long MarkAsHeld(InProcessUnits units)
    {
        units.Holder = ++_lastTaking;
        units.HeldSince = DateTimeOffset.UtcNow;
        units.Uses++;
        return units.Holder;
    }

    private void Free(InProcessUnits units)
    {
        units.Holder = 0;
        units.Value++;
        units.Uses++;
        names.Wake();
    }
}
