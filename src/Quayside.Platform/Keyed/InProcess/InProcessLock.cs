// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Keyed.InProcess;

/// <summary>A lock of this process: a semaphore of one unit under a name.</summary>
/// <remarks>It has nothing open, so there is nothing to close.</remarks>
internal sealed class InProcessLock : IpcLock
{
    private readonly InProcessNames _names;
    private readonly string _name;

    // Kept, so that taking the lock allocates nothing.
    private readonly Func<InProcessUnits> _findOrMake;

    /// <summary>Makes an object for the lock.</summary>
    /// <param name="names">Where the names are.</param>
    /// <param name="name">The name.</param>
    public InProcessLock(InProcessNames names, string name) => (_names, _name, _findOrMake) = (names, name, FindOrMake);

    /// <inheritdoc/>
    public override LockOutcome Acquire(
        TimeSpan timeout, bool mustBeCurrent, CancellationToken cancellation, out LockTicket ticket, out IpcResult failure)
    {
        failure = IpcResult.Success;
        var outcome = _names.Take(_findOrMake, static units => units.Hold(), timeout, cancellation, out var taking);
        ticket = new LockTicket(taking, 0);
        return outcome;
    }

    /// <inheritdoc/>
    public override bool Release(LockTicket ticket)
    {
        lock (_names.Gate)
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
        lock (_names.Gate)
        {
            return TryFindHeld(ticket, out _);
        }
    }

    /// <inheritdoc/>
    public override bool Retire(LockTicket ticket, bool ownerIsGone, bool keepsName = false)
    {
        lock (_names.Gate)
        {
            if (!TryFindHeld(ticket, out var units))
            {
                return false;
            }

            if (units is { Waiting: 0, Openers: 0 })
            {
                _ = _names.Units.Remove(_name);
            }

            Free(units);
            return true;
        }
    }

    /// <inheritdoc/>
    public override LockHolder FindHolder()
    {
        lock (_names.Gate)
        {
            return _names.Units.GetValueOrDefault(_name) is not { Value: 0 } units ? LockHolder.Nobody
                : units.Holder == 0 ? new LockHolder(HolderState.Unknown, 0, null)
                : new LockHolder(HolderState.Alive, Environment.ProcessId, units.HeldSince);
        }
    }

    /// <inheritdoc/>
    /// <remarks>By force only: whoever holds it lives, since this process does.</remarks>
    public override bool TryBreak(bool force, out LockHolder holder)
    {
        lock (_names.Gate)
        {
            holder = FindHolder();
            if (holder.State != HolderState.None && force)
            {
                Free(_names.Units[_name]);
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
        if (!_names.Units.TryGetValue(_name, out var units))
        {
            _names.Units[_name] = units = new InProcessUnits(value: 1);
        }

        return units;
    }

    private bool TryFindHeld(LockTicket ticket, out InProcessUnits units) =>
        _names.Units.TryGetValue(_name, out units!) && units.Holder == ticket.Id;

    private void Free(InProcessUnits units)
    {
        units.Free();
        _names.Wake();
    }
}
