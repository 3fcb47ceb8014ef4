// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>An object that is a <see cref="QSystemSemaphore"/>.</summary>
internal sealed class QtMannersSemaphore : PeerSemaphore
{
    private readonly QSystemSemaphore _semaphore = new(key: (string?)null);

    public override IpcKey NativeIpcKey => _semaphore.NativeIpcKey;

    public override SystemSemaphoreError Error => _semaphore.Error;

    public override string? ErrorString => _semaphore.ErrorString;

    public override void SetKey(string? key, int initialValue, QSystemSemaphoreMode mode) => _semaphore.SetKey(key, initialValue, mode);

    public override void SetNativeKey(IpcKey key, int initialValue, QSystemSemaphoreMode mode) =>
        _semaphore.SetNativeKey(key, initialValue, mode);

    public override bool Acquire() => _semaphore.Acquire();

    public override bool Release(int count) => _semaphore.Release(count);

    public override void Dispose() => _semaphore.Dispose();
}
