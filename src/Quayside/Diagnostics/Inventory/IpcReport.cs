// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>Everything known of one key. An immutable snapshot.</summary>
/// <param name="Entry">The segment and its lock.</param>
/// <param name="Attached">The processes that have the segment mapped, of those that this process may look into.</param>
/// <param name="HiddenProcesses">How many processes may not be looked into: other users', unless root asks.</param>
/// <param name="Environment">What decides whether another program means the same objects by the key.</param>
public sealed record IpcReport(
    IpcEntry Entry, IReadOnlyList<ProcessStatus> Attached, int HiddenProcesses, IpcEnvironment Environment);
