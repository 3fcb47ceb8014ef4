// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Tests.Backends;

/// <summary>What every backend must do, written once. A backend's test class says which it is, and what of it differs from mechanism to mechanism.</summary>
/// <remarks>
/// <see cref="InterprocessContract"/> adds what holds between processes, <see cref="LastingNamesContract"/> what holds where names outlive
/// those who use them.
/// </remarks>
public abstract partial class BackendContract : IDisposable
{
    private readonly List<IpcSegment> _segments = [];
    private readonly List<IpcLock> _locks = [];

    private protected BackendContract() => Key = NewKey();

    private protected abstract IpcBackend Backend { get; }

    private protected IpcKey Key { get; }

    private protected string Name => Key.NativeName;

    private protected string LockName => Key.NativeLockName;

    /// <summary>Leaves nothing of the test's key, whatever happened; the tests about removal look before.</summary>
    public virtual void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }

        _ = Backend.RemoveSegment(Name);
        var key = NewLock();
        _ = key.TryBreak(force: true, out _);
        if (key.Acquire(TimeSpan.FromSeconds(2), true, CancellationToken.None, out var ticket, out _) == LockOutcome.Acquired)
        {
            Backend.ForgetName(Name);
            _ = key.Retire(ticket, ownerIsGone: true);
        }

        foreach (var each in _locks)
        {
            each.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract IpcKey NewKey();

    /// <summary>Counts how many could take the lock now; -1 when there is none under the name.</summary>
    private protected abstract int UnitsOf(string lockName);

    /// <summary>Gets what <see cref="UnitsOf"/> tells of a lock that was used, and that nobody holds or waits for.</summary>
    private protected virtual int UnitsWhenFree => 1;

    /// <summary>Gets the size that a segment has for which this size was asked.</summary>
    private protected virtual long SizeFor(long asked) => asked;

    /// <summary>Gets what the mechanism tells of the use of a segment that is attached so many times.</summary>
    /// <param name="attached">How many times.</param>
    /// <param name="seenFromInside">Whether one of them asks.</param>
    private protected abstract long? CountFor(int attached, bool seenFromInside);

    private protected IpcSegment Create(long size = 100, bool writable = true)
    {
        Assert.Equal(IpcResult.Success, Backend.CreateSegment(Name, size, Rights(writable), out var segment));
        return Keep(segment);
    }

    private protected IpcSegment Open(bool writable = true)
    {
        Assert.Equal(IpcResult.Success, Backend.OpenSegment(Name, Rights(writable), out var segment));
        return Keep(segment);
    }

    private protected IpcSegment Keep(IpcSegment? segment)
    {
        Assert.NotNull(segment);
        _segments.Add(segment);
        return segment;
    }

    private protected void Detach(IpcSegment segment)
    {
        Assert.True(_segments.Remove(segment));
        segment.Unmap();
        if (segment.IsUnused)
        {
            segment.Remove();
        }

        segment.Dispose();
    }

    private protected static LockTicket Take(IpcLock key, bool mustBeCurrent = true)
    {
        var outcome = key.Acquire(Watchdog.Patience, mustBeCurrent, CancellationToken.None, out var ticket, out _);
        Assert.Equal(LockOutcome.Acquired, outcome);
        return ticket;
    }

    private protected static LockOutcome Try(IpcLock key, TimeSpan timeout) =>
        key.Acquire(timeout, true, CancellationToken.None, out _, out _);

    private protected IpcLock NewLock()
    {
        var key = Backend.CreateLock(LockName, SegmentRights.Private);
        lock (_locks)
        {
            _locks.Add(key);
        }

        return key;
    }

    private protected static SegmentRights Rights(bool writable = true) => new(writable, SegmentRights.Private);
}
