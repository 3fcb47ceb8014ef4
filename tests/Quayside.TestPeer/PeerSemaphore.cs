// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>One semaphore of this program, with QSystemSemaphore's members whatever it is made of.</summary>
internal abstract class PeerSemaphore : IDisposable
{
    public abstract IpcKey NativeIpcKey { get; }

    public abstract SystemSemaphoreError Error { get; }

    public abstract string? ErrorString { get; }

    /// <summary>Gives the object the key that a word stands for.</summary>
    public void GiveKey(string word, int initialValue, QSystemSemaphoreMode mode)
    {
        if (Wire.NativeKey(word) is { } textForm)
        {
            SetNativeKey(IpcKey.TryParse(textForm, out var key) ? key : default, initialValue, mode);
        }
        else
        {
            SetKey(Wire.Text(word), initialValue, mode);
        }
    }

    public abstract void SetKey(string? key, int initialValue, QSystemSemaphoreMode mode);

    public abstract void SetNativeKey(IpcKey key, int initialValue, QSystemSemaphoreMode mode);

    public abstract bool Acquire();

    public abstract bool Release(int count);

    public abstract void Dispose();
}
