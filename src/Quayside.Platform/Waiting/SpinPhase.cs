// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Quayside.Platform.Waiting;

/// <summary>A wait of about 20 us before a sleep, which is what a sleep and its wake cost. Not thread-safe.</summary>
/// <remarks>
/// Who sleeps sooner makes the other side wait for the wake, and so sleep as well: two that answer each other would never find back from
/// sleeping to spinning.
/// </remarks>
internal struct SpinPhase
{
    // The first looks are one instruction apart: an answer from another core may take less time than the shortest SpinWait.
    private const int Quick = 50;
    private const int All = 550;

    private static readonly bool _isOfUse = Environment.ProcessorCount > 1;

    private int _looks;

    /// <summary>Waits a moment.</summary>
    /// <returns>Whether to look again; if not, sleep.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext()
    {
        if (_looks < Quick)
        {
            Pause();
        }
        else
        {
            Thread.SpinWait(1);
        }

        return _isOfUse && unchecked(_looks++) < All;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pause()
    {
        if (X86Base.IsSupported)
        {
            X86Base.Pause();
        }
        else if (ArmBase.IsSupported)
        {
            ArmBase.Yield();
        }
    }
}
