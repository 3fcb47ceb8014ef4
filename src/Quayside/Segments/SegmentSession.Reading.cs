// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <content>
/// Reading in one critical section: lock, attach, read, detach, unlock. Nobody can detach meanwhile, so the reader is never the last user, and nothing
/// is removed afterwards, not even an orphan.
/// </content>
internal sealed partial class SegmentSession
{
    /// <summary>Reads the segment, if its bytes are the users' own.</summary>
    /// <param name="read">Gets the mapping, valid during the call.</param>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <returns>Null when it has been read.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? Read(Action<IpcSegment> read, CancellationToken cancellation)
    {
        if (IsAbsent)
        {
            return Absence;
        }

        var rights = RightsFor(SharedMemoryAccess.ReadOnly);
        var judged = _backend.Judge(Key.NativeName, rights);
        if (!judged.Succeeded)
        {
            return MemoryFailure(judged);
        }

        var outcome = Enter(_options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (outcome == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome != LockOutcome.Acquired)
        {
            return failure;
        }

        IpcSegment? segment = null;
        try
        {
            var result = OpenBytes(rights, out segment);
            if (!result.Succeeded)
            {
                return MemoryFailure(result);
            }

            read(segment!);
            return null;
        }
        finally
        {
            segment?.Dispose();
            _ = Leave(ticket);
        }
    }

    /// <summary>Looks at the segment, whatever it is.</summary>
    /// <param name="timeout">The longest time to wait for the lock.</param>
    /// <param name="look">Gets the mapping, valid during the call, and the stamp under which it was seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether a segment was looked at.</returns>
    public bool TryPeek(TimeSpan timeout, Action<IpcSegment, SegmentIdentity> look, CancellationToken cancellation)
    {
        if (IsAbsent || Acquire(timeout, mustBeCurrent: true, cancellation, out var ticket, out _) != LockOutcome.Acquired)
        {
            return false;
        }

        IpcSegment? segment = null;
        try
        {
            if (_backend.OpenSegment(Key.NativeName, RightsFor(SharedMemoryAccess.ReadOnly), out segment).Succeeded)
            {
                look(segment!, Observe());
            }
        }
        finally
        {
            segment?.Dispose();
            _ = Leave(ticket);
        }

        return segment is not null;
    }
}
