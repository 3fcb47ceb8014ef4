// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <content>Removing what is dead: looked at again under the lock, and so safe beside living programs.</content>
internal sealed partial class SegmentSession
{
    /// <summary>Removes the segment if it meets a condition; and if none is there then, the lock and the key files by the rule of leaving.</summary>
    /// <param name="condition">Asked under the lock.</param>
    /// <param name="cancellation">Ends the wait for the lock.</param>
    /// <param name="outcome">What became of the segment.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public SegmentFailure? RemoveIf(Predicate<SegmentInfo> condition, CancellationToken cancellation, out RemovalOutcome outcome)
    {
        outcome = RemovalOutcome.Absent;
        if (FindRefusal(SharedMemoryAccess.ReadWrite) is { } refusal)
        {
            return refusal;
        }

        var entered = Enter(_options.LockTimeout, mustBeCurrent: true, cancellation, out var ticket, out var failure);
        if (entered == LockOutcome.Canceled)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (entered != LockOutcome.Acquired)
        {
            return failure;
        }

        try
        {
            if (IsQuayside() || !TryFind(out var existing))
            {
                return null;
            }

            Learn(existing, ticket);
            outcome = RemovalOutcome.Kept;

            // A Qt program may have reset the lock since, and be inside as well.
            if (!condition(existing) || !_lock.IsHeld(ticket))
            {
                return null;
            }

            var result = _backend.RemoveSegment(Key.NativeName, _options.Policy);
            if (result.Succeeded || result.Error == IpcError.NotFound)
            {
                outcome = RemovalOutcome.Removed;
                return null;
            }

            return MemoryFailure(result);
        }
        finally
        {
            _ = Leave(ticket);
        }
    }
}
