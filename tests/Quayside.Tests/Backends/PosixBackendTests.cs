// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

public sealed partial class PosixBackendTests : LastingNamesContract
{
    private protected override IpcBackend Backend => PosixBackend.Instance;

    private protected override IpcKey NewKey() => IpcKey.Posix("/" + UniqueKey.Next());

    private protected override int UnitsOf(string lockName) => QtPosixSemaphore.Value(lockName);

    private protected override long? CountFor(int attached, bool seenFromInside) =>
        seenFromInside ? (attached == 1 ? 1 : null) : (attached == 0 ? 0 : null);

    private protected override void RemoveLock(string lockName) => QtPosixSemaphore.Remove(lockName);

    private protected override void ResetLock(string lockName) => QtPosixSemaphore.Renew(lockName);

    private protected override void LoseLockName(string lockName) => QtPosixSemaphore.Remove(lockName);
}
