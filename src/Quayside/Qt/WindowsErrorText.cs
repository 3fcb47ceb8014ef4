// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;

namespace Quayside.Qt;

/// <summary>The words of Qt's Windows backend.</summary>
internal sealed class WindowsErrorText : QtErrorText
{
    /// <inheritdoc/>
    public override string AlreadyExists => "QSharedMemory::create: already exists";

    /// <inheritdoc/>
    public override string EmptyKey(string function) =>
        function == "create" ? "QSharedMemory::create: key error" : "QSharedMemory::handle: unable to make key";

    /// <inheritdoc/>
    protected override string OfMemory(string function, SegmentFailure failure) => failure.Native.Step switch
    {
        IpcStep.CreateSegment => $"create: {Reason(failure)}",
        IpcStep.MapSegment => $"attach: {Reason(failure)}",
        IpcStep.QuerySegment => "attach: : size query failed",
        _ => $"handle: {Reason(failure)}",
    };

    /// <inheritdoc/>
    protected override string OfLock(SegmentFailure failure) => $"handle: {Reason(failure)}";
}
