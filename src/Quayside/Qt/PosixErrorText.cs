// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform;
using Quayside.Segments;

namespace Quayside.Qt;

/// <summary>The words of Qt's POSIX backend.</summary>
internal sealed class PosixErrorText : QtErrorText
{
    /// <inheritdoc/>
    public override string AlreadyExists => "QSharedMemory::attach (shm_open): already exists";

    /// <inheritdoc/>
    public override string EmptyKey(string function) =>
        function == "create" ? OnLock("handle: key is empty") : "QSharedMemory::handle: key is empty";

    // Qt asks the lock first, and calls a name that it does not take an unknown error.
    /// <inheritdoc/>
    protected override string OfMemory(string function, SegmentFailure failure) => failure.Native.Step switch
    {
        IpcStep.CreateSegment when failure.Error is SharedMemoryError.OutOfResources or SharedMemoryError.InvalidSize =>
            $"create (ftruncate): {Reason(failure)}",
        IpcStep.QuerySegment => $"attach (fstat): {Reason(failure)}",
        IpcStep.MapSegment => $"attach (mmap): {Reason(failure)}",
        IpcStep.RemoveSegment => $"remove: {Reason(failure)}",
        _ => $"attach (shm_open): {Reason(failure)}",
    };

    /// <inheritdoc/>
    protected override string OfLock(SegmentFailure failure) => failure.Error == SharedMemoryError.KeyError
        ? "handle: key too long"
        : $"handle: {Reason(failure)}";
}
