// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.TestPeer;

/// <summary>One shared memory object of this program, with QSharedMemory's members whatever it is made of.</summary>
internal abstract class PeerMemory : IDisposable
{
    public abstract string? Key { get; set; }

    public abstract string NativeKey { get; }

    public abstract bool IsAttached { get; }

    public abstract long Size { get; }

    public abstract SharedMemoryError Error { get; }

    public abstract string? ErrorString { get; }

    public abstract Span<byte> Data { get; }

    public abstract ReadOnlySpan<byte> ConstData { get; }

    public abstract bool Create(long size, SharedMemoryAccess access);

    public abstract bool Attach(SharedMemoryAccess access);

    public abstract bool Detach();

    public abstract bool Lock();

    public abstract bool Unlock();

    public abstract void Dispose();
}
