// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;
using Quayside.Platform.Backends;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <summary>What every backend must do, written once. A backend's test class says which it is and how its peers misbehave.</summary>
public abstract partial class BackendContract : IDisposable
{
    private readonly IpcKey _key;
    private readonly List<IpcSegment> _segments = [];

    private protected BackendContract() => _key = NewKey();

    private protected abstract IpcBackend Backend { get; }

    private string Name => _key.NativeName;

    private string LockName => _key.NativeLockName;

    /// <summary>Leaves nothing of the test's key, whatever happened; the tests about removal look before.</summary>
    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Unmap();
        }

        _ = Backend.RemoveSegment(Name);
        var key = Backend.CreateLock(LockName, SegmentRights.Private);
        if (key.Acquire(TimeSpan.FromSeconds(2), true, CancellationToken.None, out var ticket, out _) == LockOutcome.Acquired)
        {
            Backend.ForgetName(Name);
            _ = key.Retire(ticket, ownerIsGone: false);
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract IpcKey NewKey();

    /// <summary>Removes the lock while others use it.</summary>
    private protected abstract void RemoveLock(string lockName);

    /// <summary>Sets the lock free, whoever holds it.</summary>
    private protected abstract void ResetLock(string lockName);

    /// <summary>Leaves a lock whose maker died before it was usable.</summary>
    private protected abstract void MakeUnbornLock(string lockName);

    /// <summary>Takes away the name of the lock, not the lock.</summary>
    private protected abstract void LoseLockName(string lockName);

    /// <summary>Counts how many could take the lock now; -1 when there is none under the name.</summary>
    private protected abstract int UnitsOf(string lockName);

    private IpcSegment Create(long size = 100, bool writable = true)
    {
        Assert.Equal(IpcResult.Success, Backend.CreateSegment(Name, size, Rights(writable), out var segment));
        return Keep(segment);
    }

    private IpcSegment Open(bool writable = true)
    {
        Assert.Equal(IpcResult.Success, Backend.OpenSegment(Name, Rights(writable), out var segment));
        return Keep(segment);
    }

    private IpcSegment Keep(IpcSegment? segment)
    {
        Assert.NotNull(segment);
        _segments.Add(segment);
        return segment;
    }

    private void Detach(IpcSegment segment)
    {
        Assert.True(_segments.Remove(segment));
        segment.Unmap();
        if (segment.IsUnused)
        {
            segment.Remove();
        }
    }

    private static LockTicket Take(IpcLock key, bool mustBeCurrent = true)
    {
        var outcome = key.Acquire(Watchdog.Patience, mustBeCurrent, CancellationToken.None, out var ticket, out _);
        Assert.Equal(LockOutcome.Acquired, outcome);
        return ticket;
    }

    private static LockOutcome Try(IpcLock key, TimeSpan timeout) =>
        key.Acquire(timeout, true, CancellationToken.None, out _, out _);

    private IpcLock NewLock() => Backend.CreateLock(LockName, SegmentRights.Private);

    private static SegmentRights Rights(bool writable = true) => new(writable, SegmentRights.Private);

    /// <summary>Starts a process that is attached to the test's key.</summary>
    private ChildProcess StartPeer()
    {
        var peer = Host.Start();
        Assert.Equal("Created 10", peer.Ask($"create-or-attach\t{_key.LegacyKey}\t10"));
        return peer;
    }
}
