// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside.Qt;

/// <summary>Failures in the words of QSharedMemory::errorString() (Qt 6.8), which differ from mechanism to mechanism.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
internal abstract class QtErrorText
{
    private static readonly SystemVErrorText _systemV = new();
    private static readonly PosixErrorText _posix = new();
    private static readonly WindowsErrorText _windows = new();

    /// <summary>Gets the text of a size that is not positive, spelt as Qt spells it.</summary>
    public static string BadSize => "QSharedMemory::create: create size is less then 0";

    /// <summary>Gets the text of a key whose mechanism this system lacks.</summary>
    public static string UnsupportedType => "QSharedMemory::setNativeKey: unsupported key type";

    /// <summary>Gets the text of a lock that a peer took away while it was held. Qt has none: it does not notice.</summary>
    public static string LostLock => "QSharedMemory::unlock: the lock was removed or reset while held";

    /// <summary>Gets the text of a second segment under a key.</summary>
    public abstract string AlreadyExists { get; }

    /// <summary>Gets the words for keys of a type. Qt has none for memory of one process, so that has System V's.</summary>
    public static QtErrorText Of(IpcKeyType type) => type switch
    {
        IpcKeyType.Posix => _posix,
        IpcKeyType.Windows => _windows,
        _ => _systemV,
    };

    /// <summary>Gets the text of a lock that could not be taken.</summary>
    /// <param name="function">The member that wanted it: "create", "attach", "detach" or "lock".</param>
    public static string UnableToLock(string function) => $"QSharedMemory::{function}: unable to lock";

    /// <summary>Gets the text of a key that names nothing.</summary>
    /// <param name="function">The member that wanted one: "create" or "attach".</param>
    public abstract string EmptyKey(string function);

    /// <summary>Gets the text of a failed step.</summary>
    /// <param name="function">The member that failed.</param>
    /// <param name="failure">What the system said.</param>
    public string For(string function, SegmentFailure failure)
    {
        if (function == "detach" || failure.Error == SharedMemoryError.LockError || failure.Native.Step == IpcStep.AcquireLock)
        {
            return UnableToLock(function);
        }

        return failure.ConcernsLock ? OnLock(OfLock(failure)) : "QSharedMemory::" + OfMemory(function, failure);
    }

    /// <summary>Gets the text of a failed step on the memory, after the name of the class.</summary>
    protected abstract string OfMemory(string function, SegmentFailure failure);

    /// <summary>Gets the text of a failed step on the lock, after the name of the semaphore's class.</summary>
    protected abstract string OfLock(SegmentFailure failure);

    /// <summary>Puts the semaphore's text into the one of the step that sets the semaphore up.</summary>
    protected static string OnLock(string text) =>
        $"QSharedMemoryPrivate::initKey: unable to set key on lock (QSystemSemaphore::{text})";

    /// <summary>Gets the part that the error alone decides.</summary>
    protected static string Reason(SegmentFailure failure) => failure.Error switch
    {
        SharedMemoryError.PermissionDenied => "permission denied",
        SharedMemoryError.AlreadyExists => "already exists",
        SharedMemoryError.NotFound => failure.ConcernsLock ? "does not exist" : "doesn't exist",
        SharedMemoryError.OutOfResources => "out of resources",
        SharedMemoryError.InvalidSize => "invalid size",
        SharedMemoryError.KeyError => failure.ConcernsLock ? "key error" : "bad name",
        _ => $"unknown error: {ProcessInfo.DescribeError(failure.Native.NativeError)}",
    };
}
