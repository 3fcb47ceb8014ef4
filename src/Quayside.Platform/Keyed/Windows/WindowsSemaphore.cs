// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Common;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Keyed.Windows;

/// <summary>A semaphore of the Windows kernel that counts. It goes with its last handle; units that a dead process took do not come back.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsSemaphore(KernelSemaphore semaphore, bool isNew) : IpcSemaphore
{
    /// <inheritdoc/>
    public override bool IsNew => isNew;

    /// <inheritdoc/>
    public override LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        return semaphore.Take(timeout, cancellation);
    }

    /// <inheritdoc/>
    public override IpcResult Release(int count) => semaphore.Add(count);

    /// <inheritdoc/>
    public override IpcResult TryGetValue(out int value) => semaphore.TryGetCount(out value);

    /// <inheritdoc/>
    public override void Dispose() => semaphore.Dispose();
}
