// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;

namespace Quayside.Diagnostics;

/// <summary>Explains what crashes, cleaners and settings have done or may do to shared memory.</summary>
/// <remarks>
/// Thread-safe. Examining changes nothing. Of the findings that can be fixed each has been proved dead, and is proved so again under its
/// lock when it is fixed, so that this is safe beside living programs, Qt's too.
/// </remarks>
public static class IpcDoctor
{
    /// <summary>Looks at everything, the worst first, and locks before the segments that they protect.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not list shared memory (Windows).</exception>
    public static IReadOnlyList<IpcFinding> Examine()
    {
        var entries = IpcInventory.List();
        var system = SystemFiles.OfThisSystem;
        IEnumerable<IpcFinding> findings =
        [
            .. LockExaminer.Examine(entries),
            .. SegmentExaminer.Examine(entries),
            .. QuaysideExaminer.Examine(entries),
            .. FileExaminer.Examine(entries),
            .. SurroundingsExaminer.Examine(),
            .. CutOffExaminer.Examine(),
            .. LimitExaminer.Examine(),
            .. SystemdExaminer.Examine(system, IpcEnvironment.Current()),
            .. PlaceExaminer.Examine(IpcEnvironment.Current()),
        ];
        return [.. findings.OrderByDescending(finding => finding.Severity)];
    }
}
