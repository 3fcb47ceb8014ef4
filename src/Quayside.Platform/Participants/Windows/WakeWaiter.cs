// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Participants.Windows;

/// <summary>Sleeps on the wake semaphores of many words at once (WaitForMultipleObjects), and on an event that interrupts.</summary>
[SupportedOSPlatform("windows")]
[SuppressMessage("Design", "CA1001", Justification = "Nobody knows when the last one interrupts it; the collector closes the event.")]
internal sealed class WakeWaiter : AddressWaiter
{
    // MAXIMUM_WAIT_OBJECTS, of which one is the event.
    private const int MaxObjects = 64;

    private readonly AutoResetEvent _control = new(initialState: false);
    private readonly List<KernelSemaphore> _wakes = new(MaxObjects);
    private int _isInterrupted;

    /// <inheritdoc/>
    public override int Capacity => MaxObjects - 1;

    /// <inheritdoc/>
    protected override void SleepOn(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
    {
        // All are open before the first is looked at. Where one cannot be, the slice is short enough.
        foreach (var word in words)
        {
            if ((word.Segment as WindowsParticipantSegment)?.OpenWake(word.Offset) is { } wake)
            {
                _wakes.Add(wake);
            }
        }

        if (AreUnchanged(words))
        {
            WaitHandle[] handles = [_control, .. _wakes.Select(wake => wake.WaitHandle)];
            _ = WaitHandle.WaitAny(handles, TimeSpan.FromMilliseconds(Math.Ceiling(slice.TotalMilliseconds)));
        }

        _wakes.ForEach(wake => wake.Dispose());
        _wakes.Clear();
        Volatile.Write(ref _isInterrupted, 0);
    }

    /// <inheritdoc/>
    public override void Interrupt()
    {
        if (Interlocked.Exchange(ref _isInterrupted, 1) == 0)
        {
            _ = _control.Set();
        }
    }

    private static bool AreUnchanged(ReadOnlySpan<AwaitedWord> words)
    {
        foreach (var word in words)
        {
            if (!word.IsUnchanged)
            {
                return false;
            }
        }

        return true;
    }
}
