// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.SystemV;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

public sealed partial class SystemVBackendTests : LastingNamesContract
{
    private protected override IpcBackend Backend => SystemVBackend.For(SystemVBackend.QtProject);

    private protected override IpcKey NewKey() => UniqueKey.Next();

    private protected override int UnitsOf(string lockName) => QtSemaphore.Value(QtSemaphore.Find(lockName));

    private protected override long? CountFor(int attached, bool seenFromInside) => attached;

    private protected override void RemoveLock(string lockName) => QtSemaphore.Remove(QtSemaphore.Find(lockName));

    private protected override void ResetLock(string lockName) => QtSemaphore.Reset(QtSemaphore.Find(lockName));

    private protected override void LoseLockName(string lockName) => File.Delete(lockName);
}
