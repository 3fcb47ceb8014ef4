// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Errors;

/// <summary>Why an operation failed, with all that is known for telling a person.</summary>
/// <param name="Error">The public error.</param>
/// <param name="Native">What the system said, and where.</param>
/// <param name="ConcernsLock">Whether it was the lock that failed rather than the memory.</param>
internal sealed record SegmentFailure(SharedMemoryError Error, IpcResult Native, bool ConcernsLock)
{
    /// <summary>Gets the segment that stands in the way, or null.</summary>
    public SegmentInfo? Existing { get; init; }

    /// <summary>Gets who holds the lock.</summary>
    public LockHolder LockHolder { get; init; }

    /// <summary>Gets whether nobody waited: the lock was to be freed by force.</summary>
    public bool WasNotWaiting { get; init; }

    /// <summary>Gets the failure of a step on the memory.</summary>
    public static SegmentFailure OfMemory(IpcResult result) => new(Translate(result.Error), result, ConcernsLock: false);

    /// <summary>Gets the failure of a step on the lock.</summary>
    public static SegmentFailure OfLock(IpcResult result) => new(Translate(result.Error), result, ConcernsLock: true);

    /// <summary>Gets the failure of a wait for the lock.</summary>
    /// <param name="holder">Who holds it.</param>
    public static SegmentFailure OfWaiting(LockHolder holder) =>
        new(SharedMemoryError.LockError, default, ConcernsLock: true) { LockHolder = holder };

    /// <summary>Gets the failure of freeing a lock.</summary>
    /// <param name="holder">Who holds it.</param>
    public static SegmentFailure OfBreaking(LockHolder holder) => OfWaiting(holder) with { WasNotWaiting = true };

    private static SharedMemoryError Translate(IpcError error) => error switch
    {
        IpcError.None => SharedMemoryError.NoError,
        IpcError.PermissionDenied => SharedMemoryError.PermissionDenied,
        IpcError.InvalidSize => SharedMemoryError.InvalidSize,
        IpcError.InvalidName or IpcError.Foreign => SharedMemoryError.KeyError,
        IpcError.AlreadyExists or IpcError.InUse => SharedMemoryError.AlreadyExists,
        IpcError.NotFound or IpcError.Removed => SharedMemoryError.NotFound,
        IpcError.OutOfResources => SharedMemoryError.OutOfResources,
        IpcError.Damaged => SharedMemoryError.LockError,
        _ => SharedMemoryError.UnknownError,
    };
}
