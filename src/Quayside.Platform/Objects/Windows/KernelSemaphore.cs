// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>A handle of a semaphore. The semaphore is there for as long as somebody has one; the kernel closes those of a dead process.</summary>
/// <remarks>Thread-safe.</remarks>
[SupportedOSPlatform("windows")]
internal sealed class KernelSemaphore : IDisposable
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    private readonly Waitable _handle;

    private KernelSemaphore(SafeWaitHandle handle) => _handle = new Waitable { SafeWaitHandle = handle };

    /// <summary>Gets what to wait for beside other objects.</summary>
    public WaitHandle WaitHandle => _handle;

    /// <summary>Finds a semaphore or makes it. The one that is there keeps its count.</summary>
    /// <param name="name">The name.</param>
    /// <param name="initialCount">The units of a new one.</param>
    /// <param name="semaphore">The semaphore.</param>
    /// <param name="isNew">Whether it was made.</param>
    public static IpcResult CreateOrOpen(string name, int initialCount, out KernelSemaphore? semaphore, out bool isNew)
    {
        var handle = Kernel32.CreateSemaphore(0, initialCount, int.MaxValue, name);
        var result = WindowsErrors.Last(IpcStep.OpenLock);
        isNew = result.NativeError != Win32Error.ERROR_ALREADY_EXISTS;
        return Keep(handle, result, out semaphore);
    }

    /// <summary>Finds a semaphore.</summary>
    /// <param name="name">The name.</param>
    /// <param name="semaphore">The semaphore.</param>
    public static IpcResult Open(string name, out KernelSemaphore? semaphore)
    {
        const uint Access = Kernel32.SYNCHRONIZE | Kernel32.SEMAPHORE_QUERY_STATE | Kernel32.SEMAPHORE_MODIFY_STATE;
        var handle = Kernel32.OpenSemaphore(Access, 0, name);
        return Keep(handle, WindowsErrors.Last(IpcStep.OpenLock), out semaphore);
    }

    /// <summary>Keeps the handle open until this is disposed, also when it is forgotten: the lock that was taken must not be free then.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "It is the handle whose finalizer would free a lock in use.")]
    public void Keep() => GC.SuppressFinalize(_handle.SafeWaitHandle);

    /// <summary>Takes a unit.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public LockOutcome Take(TimeSpan timeout, CancellationToken cancellation)
    {
        // Free ones, the usual case, are taken without making anything to wait with.
        if (!cancellation.IsCancellationRequested && _handle.WaitOne(0))
        {
            return LockOutcome.Acquired;
        }

        var start = Stopwatch.GetTimestamp();
        WaitHandle[] handles = timeout != TimeSpan.Zero && cancellation.CanBeCanceled ? [_handle, cancellation.WaitHandle] : [_handle];
        for (var left = timeout; !cancellation.IsCancellationRequested; left = timeout - Stopwatch.GetElapsedTime(start))
        {
            // The kernel counts in milliseconds and may be a little early, so this goes round until the time is over by our clock.
            var isEndless = timeout == Timeout.InfiniteTimeSpan || left > _longestWait;
            var wait = isEndless ? _longestWait : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, left.TotalMilliseconds)));
            if (WaitHandle.WaitAny(handles, wait) == 0)
            {
                return LockOutcome.Acquired;
            }

            if (!isEndless && left <= TimeSpan.Zero)
            {
                return LockOutcome.TimedOut;
            }
        }

        return LockOutcome.Canceled;
    }

    /// <summary>Adds units: all of them or none.</summary>
    public IpcResult Add(int count) => Kernel32.ReleaseSemaphore(_handle.SafeWaitHandle, count, 0) != 0
        ? IpcResult.Success
        : WindowsErrors.Last(IpcStep.AcquireLock);

    /// <summary>Asks how many units are free.</summary>
    public unsafe IpcResult TryGetCount(out int count)
    {
        // Holds: a local of the size that is told.
        NtDll.SEMAPHORE_BASIC_INFORMATION information = default;
        var status = NtDll.NtQuerySemaphore(
            _handle.SafeWaitHandle, NtDll.SemaphoreBasicInformation, &information, sizeof(NtDll.SEMAPHORE_BASIC_INFORMATION), 0);
        count = information.CurrentCount;
        return status >= 0 ? IpcResult.Success : WindowsErrors.From(NtDll.RtlNtStatusToDosError(status), IpcStep.OpenLock);
    }

    /// <summary>Asks how many others have it open.</summary>
    /// <returns>The number, or null when the system does not tell.</returns>
    public int? CountOthers() => HandleCount.Of(_handle.SafeWaitHandle) - 1;

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static IpcResult Keep(SafeWaitHandle handle, IpcResult last, out KernelSemaphore? semaphore)
    {
        if (handle.IsInvalid)
        {
            handle.Dispose();
            semaphore = null;
            return last;
        }

        semaphore = new KernelSemaphore(handle);
        return IpcResult.Success;
    }

    private sealed class Waitable : WaitHandle;
}
