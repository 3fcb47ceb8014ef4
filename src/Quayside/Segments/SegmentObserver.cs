// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.IO.Hashing;
using Quayside.Platform.Backends;

namespace Quayside.Segments;

/// <summary>Finds out what happened to a segment between two looks. For one thread at a time.</summary>
internal sealed class SegmentObserver(SegmentSession session)
{
    // The lock's clock counts whole seconds. Once more after that time, a second use within the same second is seen as well.
    private static readonly TimeSpan _clockStep = TimeSpan.FromSeconds(1);

    private SegmentStamp _stamp;
    private UInt128 _hash;
    private long _lastComparison;
    private bool _mayHideMore;
    private bool _wasSame;

    /// <summary>Looks at the segment.</summary>
    /// <param name="patience">The longest time to wait for its lock; a segment that is busy is looked at next time.</param>
    /// <param name="cancellation">Ends that wait.</param>
    /// <returns>What happened since the last look, or null.</returns>
    public SharedMemoryChange? Look(TimeSpan patience, CancellationToken cancellation)
    {
        var now = session.Observe();
        if (!now.Exists)
        {
            var wasThere = _stamp.Exists;
            _stamp = now;
            return wasThere ? new SharedMemoryChange(SharedMemoryChangeKind.Removed, 0) : null;
        }

        var isNew = !_stamp.Exists || now.SegmentId != _stamp.SegmentId;
        var sinceComparison = Stopwatch.GetElapsedTime(_lastComparison);
        var isDue = now != _stamp
            ? !_wasSame || sinceComparison >= _clockStep
            : _mayHideMore && sinceComparison >= _clockStep;
        if (!isNew && !isDue)
        {
            return null;
        }

        SharedMemoryChange? change = null;
        _ = session.TryPeek(patience, (segment, stamp) => change = Compare(segment, stamp), cancellation);
        return change;
    }

    private SharedMemoryChange? Compare(IpcSegment segment, SegmentStamp stamp)
    {
        var isNew = !_stamp.Exists || stamp.SegmentId != _stamp.SegmentId;
        var isChanged = stamp != _stamp;
        var hash = Hash(segment);
        _wasSame = !isNew && hash == _hash;
        _mayHideMore = isChanged && !_wasSame;
        _lastComparison = Stopwatch.GetTimestamp();
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
