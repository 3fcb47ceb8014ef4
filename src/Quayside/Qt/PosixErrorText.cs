// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside.Qt;

/// <summary>The words of Qt's POSIX backend.</summary>
internal sealed class PosixErrorText : QtErrorText
{
    // ENAMETOOLONG of Linux (errno(3)).
    private const int NameTooLong = 36;

    /// <inheritdoc/>
    public override string AlreadyExists => "QSharedMemory::attach (shm_open): already exists";

    /// <inheritdoc/>
    public override string EmptyKey(string function) =>
        function == "create" ? OnLock("handle: key is empty") : "QSharedMemory::handle: key is empty";

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
    /// <remarks>A name that is no name has no words of its own in Qt, unless it is too long.</remarks>
    protected override string OfLock(SegmentFailure failure) => failure switch
    {
        { Error: SharedMemoryError.KeyError, Native.NativeError: NameTooLong } => "handle: key too long",
        { Error: SharedMemoryError.KeyError } => $"handle: unknown error: {ProcessInfo.DescribeError(failure.Native.NativeError)}",
        _ => $"handle: {Reason(failure)}",
    };
}
