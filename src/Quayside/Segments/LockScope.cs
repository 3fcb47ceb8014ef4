// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed;
using Quayside.Platform.Memory;

namespace Quayside.Segments;

/// <summary>One holding of the lock, and after it the next: kept for re-use so that locking allocates nothing.</summary>
/// <remarks>
/// A version tells holdings apart: odd while held, even while idle. A <see cref="SharedMemoryLock"/> remembers the odd number it was
/// given, so that disposing it twice, or using it afterwards, is noticed.
/// </remarks>
internal sealed class LockScope(SharedMemory owner)
{
    private LockTicket _ticket;
    private int _thread;
    private int _version;

    /// <summary>Starts a holding. The caller has taken the lock and owns this idle scope.</summary>
    public SharedMemoryLock Begin(LockTicket ticket, int thread)
    {
        _ticket = ticket;
        _thread = thread;
        var version = unchecked(_version + 1);
        Volatile.Write(ref _version, version);
        return new SharedMemoryLock(this, version);
    }

    /// <summary>Gets the mapped bytes for a holder.</summary>
    /// <exception cref="ObjectDisposedException">The holding has ended.</exception>
    public MappedRegion RegionFor(int version)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _version) != version, typeof(SharedMemoryLock));
        return owner.Region;
    }

    /// <summary>Ends a holding.</summary>
    /// <returns>Whether the lock was held all the time and is given back now; true also for a holding that has ended already.</returns>
    public bool End(int version)
    {
        var (ticket, thread) = (_ticket, _thread);
        return Interlocked.CompareExchange(ref _version, unchecked(version + 1), version) != version
            || owner.Release(this, ticket, thread);
    }
}
