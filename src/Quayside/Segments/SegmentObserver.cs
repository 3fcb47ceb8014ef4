// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.IO.Hashing;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <summary>Finds out what happened to a segment between two looks. For one thread at a time.</summary>
internal sealed class SegmentObserver(SegmentSession session)
{
    // Readers use the lock too, other watchers among them. A segment that turned out to be the same is not compared again sooner than
    // this, and comparing takes no more than this part of the time.
    private const int RestPerWork = 50;
    private static readonly TimeSpan _leastRest = TimeSpan.FromSeconds(1);

    private SegmentIdentity _stamp;
    private UInt128 _hash;
    private long _lastComparison;
    private TimeSpan _rest = _leastRest;
    private bool _wasSame;

    /// <summary>Gets whether there was a segment at the last look.</summary>
    public bool HasSegment => _stamp.Exists;

    /// <summary>Gets whether there is anything to look at: from outside, without waiting for anybody.</summary>
    public bool HasNews()
    {
        var now = session.Observe();
        return now.Exists != _stamp.Exists || (now.Exists && (now.SegmentId != _stamp.SegmentId || IsDue(now)));
    }

    /// <summary>Looks at the segment.</summary>
    /// <param name="patience">The longest time to wait for its lock; a segment that is busy is looked at next time.</param>
    /// <param name="isTold">Whether a writer has said that it has written: then the bytes are compared now, whatever shows from outside.</param>
    /// <param name="cancellation">Ends that wait.</param>
    /// <returns>What happened since the last look, or null.</returns>
    public SharedMemoryChange? Look(TimeSpan patience, bool isTold, CancellationToken cancellation)
    {
        var now = session.Observe();
        if (!now.Exists)
        {
            var wasThere = _stamp.Exists;
            _stamp = now;
            if (!wasThere)
            {
                return null;
            }

            session.Tidy(patience, cancellation);
            return new SharedMemoryChange(SharedMemoryChangeKind.Removed, 0);
        }

        var isNew = !_stamp.Exists || now.SegmentId != _stamp.SegmentId;
        if (!isNew && !isTold && !IsDue(now))
        {
            return null;
        }

        SharedMemoryChange? change = null;
        _ = session.TryPeek(patience, (segment, stamp) => change = Compare(segment, stamp), cancellation);
        return change;
    }

    private bool IsDue(SegmentIdentity now) => now != _stamp && (!_wasSame || Stopwatch.GetElapsedTime(_lastComparison) >= _rest);

    private SharedMemoryChange? Compare(IpcSegment segment, SegmentIdentity stamp)
    {
        var isNew = !_stamp.Exists || stamp.SegmentId != _stamp.SegmentId;
        var start = Stopwatch.GetTimestamp();
        var hash = Hash(segment);
        _lastComparison = Stopwatch.GetTimestamp();
        var work = Stopwatch.GetElapsedTime(start, _lastComparison) * RestPerWork;
        _rest = work > _leastRest ? work : _leastRest;
        _wasSame = !isNew && hash == _hash;
        _stamp = stamp;
        _hash = hash;
        return isNew ? new SharedMemoryChange(SharedMemoryChangeKind.Created, stamp.Size)
            : _wasSame ? null
            : new SharedMemoryChange(SharedMemoryChangeKind.Changed, stamp.Size);
    }

    private static UInt128 Hash(IpcSegment segment)
    {
        const int Step = 1 << 30;
        var hash = new XxHash128();
        for (long offset = 0; offset < segment.Region.Length; offset += Step)
        {
            hash.Append(segment.Region.ReadOnlySlice(offset, (int)Math.Min(Step, segment.Region.Length - offset)));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
