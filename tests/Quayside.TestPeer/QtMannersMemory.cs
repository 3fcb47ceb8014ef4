// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>An object that is a <see cref="QSharedMemory"/>.</summary>
internal sealed class QtMannersMemory : PeerMemory
{
    private readonly QSharedMemory _memory = new();

    public override IpcKey NativeIpcKey => _memory.NativeIpcKey;

    public override bool IsAttached => _memory.IsAttached;

    public override long Size => _memory.Size;

    public override SharedMemoryError Error => _memory.Error;

    public override string? ErrorString => _memory.ErrorString;

    public override Span<byte> Data => _memory.Data;

    public override ReadOnlySpan<byte> ConstData => _memory.ConstData;

    public override void SetKey(string? key) => _memory.SetKey(key);

    public override void SetNativeKey(IpcKey key) => _memory.SetNativeKey(key);

    public override bool Create(long size, SharedMemoryAccess access) => _memory.Create(size, access);

    public override bool Attach(SharedMemoryAccess access) => _memory.Attach(access);

    public override bool Detach() => _memory.Detach();

    public override bool Lock() => _memory.Lock();

    public override bool Lock(TimeSpan timeout) => _memory.Lock(timeout);

    public override bool Unlock() => _memory.Unlock();

    public override void Dispose() => _memory.Dispose();
}
