// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside.Qt;

/// <summary>The words of Qt's System V backend.</summary>
internal sealed class SystemVErrorText : QtErrorText
{
    /// <inheritdoc/>
    public override string AlreadyExists => "QSharedMemory::create: already exists";

    /// <inheritdoc/>
    public override string EmptyKey(string function) => OnLock("handle:: key is empty");

    /// <inheritdoc/>
    protected override string OfMemory(string function, SegmentFailure failure) => failure.Native.Step switch
    {
        IpcStep.MakeKeyFile => "handle:: unable to make key",
        IpcStep.DeriveKey => $"handle: {Reason(failure)}",
        IpcStep.CreateSegment when failure.Error == SharedMemoryError.InvalidSize => "handle: system-imposed size restrictions",
        IpcStep.OpenSegment => $"attach (shmget): {Reason(failure)}",
        IpcStep.MapSegment => $"attach (shmat): {Reason(failure)}",
        IpcStep.QuerySegment => $"attach (shmctl): {Reason(failure)}",
        IpcStep.RemoveSegment => $"remove: {Reason(failure)}",
        _ => $"{function}: {Reason(failure)}",
    };

    /// <inheritdoc/>
    protected override string OfLock(SegmentFailure failure) => failure.Native.Step switch
    {
        IpcStep.MakeKeyFile => "handle:: unable to make key",
        IpcStep.DeriveKey => "handle: ftok failed",
        _ => $"handle: {Reason(failure)}",
    };
}
