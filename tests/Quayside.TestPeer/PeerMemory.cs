// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.TestPeer;

/// <summary>One shared memory object of this program, with QSharedMemory's members whatever it is made of.</summary>
internal abstract class PeerMemory : IDisposable
{
    public abstract IpcKey NativeIpcKey { get; }

    public abstract bool IsAttached { get; }

    public abstract long Size { get; }

    public abstract SharedMemoryError Error { get; }

    public abstract string? ErrorString { get; }

    public abstract Span<byte> Data { get; }

    public abstract ReadOnlySpan<byte> ConstData { get; }

    /// <summary>Gives the object the key that a word stands for.</summary>
    public void GiveKey(string word)
    {
        if (Wire.NativeKey(word) is { } textForm)
        {
            SetNativeKey(IpcKey.TryParse(textForm, out var key) ? key : default);
        }
        else
        {
            SetKey(Wire.Text(word));
        }
    }

    public abstract void SetKey(string? key);

    public abstract void SetNativeKey(IpcKey key);

    public abstract bool Create(long size, SharedMemoryAccess access);

    public abstract bool Attach(SharedMemoryAccess access);

    public abstract bool Detach();

    public abstract bool Lock();

    public abstract bool Lock(TimeSpan timeout);

    public abstract bool Unlock();

    public abstract void Dispose();
}
