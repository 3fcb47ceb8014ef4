// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>A handle of a mutex. It belongs to the thread that took it, and is free when that thread or its process ends.</summary>
/// <remarks>Not thread-safe: whoever takes it gives it back, on the same thread.</remarks>
[SupportedOSPlatform("windows")]
internal sealed class KernelMutex : IDisposable
{
    private readonly SafeWaitHandle _handle;
    private bool _isTaken;

    private KernelMutex(SafeWaitHandle handle) => _handle = handle;

    /// <summary>Finds a mutex or makes it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="mutex">The mutex, which this call does not take.</param>
    public static IpcResult CreateOrOpen(string name, out KernelMutex? mutex)
    {
        mutex = null;
        var handle = Kernel32.CreateMutex(0, 0, name);
        if (handle.IsInvalid)
        {
            var failure = WindowsErrors.Last(IpcStep.OpenLock);
            handle.Dispose();
            return failure;
        }

        mutex = new KernelMutex(handle);
        return IpcResult.Success;
    }

    /// <summary>Takes the mutex if nobody has it.</summary>
    /// <param name="wasAbandoned">Whether the last one who took it died with it.</param>
    /// <returns><see cref="IpcError.InUse"/> when somebody has it.</returns>
    public IpcResult TryTake(out bool wasAbandoned)
    {
        var outcome = Kernel32.WaitForSingleObject(_handle, 0);
        wasAbandoned = outcome == Kernel32.WAIT_ABANDONED;
        _isTaken = outcome is Kernel32.WAIT_OBJECT_0 or Kernel32.WAIT_ABANDONED;
        return _isTaken ? IpcResult.Success
            : outcome == Kernel32.WAIT_TIMEOUT ? new IpcResult(IpcError.InUse, IpcStep.AcquireLock, 0)
            : WindowsErrors.Last(IpcStep.AcquireLock);
    }

    /// <summary>Gives the mutex back, on the thread that took it.</summary>
    public void GiveBack()
    {
        _isTaken = false;
        _ = Kernel32.ReleaseMutex(_handle);
    }

    /// <inheritdoc/>
    /// <remarks>Gives it back first: it stays a thread's own though the handle be closed.</remarks>
    public void Dispose()
    {
        if (_isTaken)
        {
            GiveBack();
        }

        _handle.Dispose();
    }
}
