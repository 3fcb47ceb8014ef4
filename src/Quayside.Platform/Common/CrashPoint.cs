// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Platform.Common;

/// <summary>Marks the places at which tests kill a process. Nothing of it is in what is shipped.</summary>
/// <remarks>Compiled only with <c>-p:CrashPoints=true</c>, into folders of its own; elsewhere the calls are left out by the compiler.</remarks>
internal static class CrashPoint
{
    /// <summary>Gets or sets what happens at each point.</summary>
    public static Action<CrashStep>? Observer { get; set; }

    /// <summary>Says that a step of a protocol has been done.</summary>
    /// <param name="step">Which.</param>
    [Conditional("CRASH_POINTS")]
    public static void Reached(CrashStep step) => Observer?.Invoke(step);
}
