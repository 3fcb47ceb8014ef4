// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;
using Quayside.Segments;

namespace Quayside.Qt;

/// <summary>Failures in the words of QSharedMemory::errorString() (Qt 6.8, System V).</summary>
internal static class QtErrorText
{
    /// <summary>Gets the text of a lock that could not be taken.</summary>
    /// <param name="function">The member that wanted it: "create", "attach", "detach" or "lock".</param>
    public static string UnableToLock(string function) => $"QSharedMemory::{function}: unable to lock";

    /// <summary>Gets the text of a key that names nothing.</summary>
    public static string EmptyKey => OnLock("handle:: key is empty");

    /// <summary>Gets the text of a size that is not positive, spelt as Qt spells it.</summary>
    public static string BadSize => "QSharedMemory::create: create size is less then 0";

    /// <summary>Gets the text of a segment that is there already.</summary>
    public static string AlreadyExists => "QSharedMemory::create: already exists";

    /// <summary>Gets the text of a failed step.</summary>
    /// <param name="function">The member that failed.</param>
    /// <param name="failure">What the system said.</param>
    public static string For(string function, SegmentFailure failure)
    {
        if (function == "detach" || failure.Error == SharedMemoryError.LockError || failure.Native.Step == IpcStep.AcquireLock)
        {
            return UnableToLock(function);
        }

        var reason = Reason(failure);
        if (failure.ConcernsLock)
        {
            return OnLock(failure.Native.Step switch
            {
                IpcStep.MakeKeyFile => "handle:: unable to make key",
                IpcStep.DeriveKey => "handle: ftok failed",
                _ => $"handle: {reason}",
            });
        }

        return failure.Native.Step switch
        {
            IpcStep.MakeKeyFile => "QSharedMemory::handle:: unable to make key",
            IpcStep.DeriveKey => $"QSharedMemory::handle: {reason}",
            IpcStep.CreateSegment when failure.Error == SharedMemoryError.InvalidSize =>
                "QSharedMemory::handle: system-imposed size restrictions",
            IpcStep.OpenSegment => $"QSharedMemory::attach (shmget): {reason}",
            IpcStep.MapSegment => $"QSharedMemory::attach (shmat): {reason}",
            IpcStep.QuerySegment => $"QSharedMemory::attach (shmctl): {reason}",
            IpcStep.RemoveSegment => $"QSharedMemory::remove: {reason}",
            _ => $"QSharedMemory::{function}: {reason}",
        };
    }

    private static string OnLock(string reason) =>
        $"QSharedMemoryPrivate::initKey: unable to set key on lock (QSystemSemaphore::{reason})";

    private static string Reason(SegmentFailure failure) => failure.Error switch
    {
        SharedMemoryError.PermissionDenied => "permission denied",
        SharedMemoryError.AlreadyExists => "already exists",
        SharedMemoryError.NotFound => failure.ConcernsLock ? "does not exist" : "doesn't exist",
        SharedMemoryError.OutOfResources => "out of resources",
        _ => $"unknown error: {ProcessInfo.DescribeError(failure.Native.NativeError)}",
    };
}
