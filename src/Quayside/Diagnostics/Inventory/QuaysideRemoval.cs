// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Waiting;
using Quayside.Segments;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Takes Quayside segments away, in their gate and by their protocol: nobody comes in or leaves meanwhile.</summary>
/// <remarks>Thread-safe. A kill halfway leaves the segment marked as gone, which the next one who opens it replaces.</remarks>
internal static class QuaysideRemoval
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMicroseconds(50);

    /// <summary>Removes a segment because a person wants it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="policy">Whose segments may be removed.</param>
    /// <param name="force">Whether to do so although somebody uses it, or stands in the gate for longer than the patience.</param>
    /// <param name="patience">The longest time to wait for the gate.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="QuaysideException">It is another user's, or the gate was taken for too long.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public static RemovalOutcome Remove(IpcKey key, AccessPolicy policy, bool force, TimeSpan patience, CancellationToken cancellation)
    {
        var result = RemoveIf(key, status => force || !status.IsInUse, policy, force, patience, cancellation, out var outcome);
        return result.Succeeded || result.Error == IpcError.NotFound ? outcome
            : throw (result.Error == IpcError.InUse ? SegmentErrors.OfGate(key, patience) : SegmentErrors.OfSystem(key, result));
    }

    /// <summary>Removes a segment if it is as it is expected to be.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="condition">What is expected, asked in the gate.</param>
    /// <param name="policy">Whose segments may be removed.</param>
    /// <param name="force">Whether to go on without the gate when the patience is over.</param>
    /// <param name="patience">The longest time to wait for the gate.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="outcome">What came of it.</param>
    /// <returns><see cref="IpcError.InUse"/> when the gate was taken for too long.</returns>
    public static IpcResult RemoveIf(
        IpcKey key, Predicate<QuaysideSegmentStatus> condition, AccessPolicy policy, bool force, TimeSpan patience, CancellationToken cancellation, out RemovalOutcome outcome)
    {
        outcome = RemovalOutcome.Absent;
        var result = PlatformDefaults.Examine((int)key.Type, key.NativeName, SegmentLayout.Magic, SegmentLayout.PageSize, toRemove: true, out var segment);
        if (segment is null)
        {
            return result;
        }

        using (segment)
        {
            result = segment.Judge(policy);
            if (!result.Succeeded)
            {
                return result;
            }

            var pauses = new PollingWait(patience, _firstPause);
            while ((result = segment.TryEnterGate()).Error == IpcError.InUse && pauses.TryNext(out var pause))
            {
                cancellation.WaitHandle.WaitOne(pause);
                cancellation.ThrowIfCancellationRequested();
            }

            if (!result.Succeeded && !(force && result.Error == IpcError.InUse))
            {
                return result;
            }

            if (!condition(new QuaysideSnapshot(segment).Read()))
            {
                outcome = RemovalOutcome.Kept;
                return IpcResult.Success;
            }

            result = segment.Remove(SegmentLayout.StateOffset, SegmentLayout.Gone);
            outcome = result.Succeeded ? RemovalOutcome.Removed : RemovalOutcome.Absent;
            return result;
        }
    }
}
