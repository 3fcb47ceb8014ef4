// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>An object that is a <see cref="QSharedMemory"/>.</summary>
internal sealed class QtMannersMemory(string key) : PeerMemory
{
    private readonly QSharedMemory _memory = new(key);

    public override string? Key
    {
        get => _memory.Key;
        set => _memory.SetKey(value);
    }

    public override string NativeKey => _memory.NativeKey;

    public override bool IsAttached => _memory.IsAttached;

    public override long Size => _memory.Size;

    public override SharedMemoryError Error => _memory.Error;

    public override string? ErrorString => _memory.ErrorString;

    public override Span<byte> Data => _memory.Data;

    public override ReadOnlySpan<byte> ConstData => _memory.ConstData;

    public override bool Create(long size, SharedMemoryAccess access) => _memory.Create(size, access);

    public override bool Attach(SharedMemoryAccess access) => _memory.Attach(access);

    public override bool Detach() => _memory.Detach();

    public override bool Lock() => _memory.Lock();

    public override bool Unlock() => _memory.Unlock();

    public override void Dispose() => _memory.Dispose();
}
