// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Json;

/// <summary>Whom a process can meet, in the JSON of the tool.</summary>
internal sealed record EnvironmentJson(string? Tmpdir, string KeyFiles, string? IpcNamespace, string? PidNamespace, string? MountNamespace, UserJson User)
{
    /// <summary>Writes the environment.</summary>
    public static EnvironmentJson Of(IpcEnvironment environment) => new(
        environment.Tmpdir, environment.TemporaryDirectory, environment.IpcNamespace, environment.PidNamespace, environment.MountNamespace,
        new UserJson(environment.UserId, environment.UserName));
}

/// <summary>What <c>ls --json</c> writes.</summary>
internal sealed record ListJson(IReadOnlyList<EntryJson> Entries, EnvironmentJson Environment);

/// <summary>What <c>inspect --json</c> writes.</summary>
internal sealed record InspectJson(EntryJson Entry, IReadOnlyList<ProcessJson> Attached, int HiddenProcesses, EnvironmentJson Environment)
{
    /// <summary>Writes a report.</summary>
    public static InspectJson Of(IpcReport report) => new(
        EntryJson.Of(report.Entry), [.. report.Attached.Select(process => ProcessJson.Of(process)!)], report.HiddenProcesses,
        EnvironmentJson.Of(report.Environment));
}

/// <summary>What <c>doctor --json</c> says of one finding.</summary>
internal sealed record FindingJson(
    string Kind, string Severity, string Subject, string Text, IReadOnlyList<string> Evidence, string? Remedy, bool CanFix, bool HoldsContents,
    bool? Fixed, string? Done)
{
    /// <summary>Writes a finding and what was done about it.</summary>
    public static FindingJson Of(IpcFinding finding, IpcFix? fix) => new(
        Words.CamelCase(finding.Kind.ToString()), Words.CamelCase(finding.Severity.ToString()), finding.Subject, finding.Text, finding.Evidence,
        finding.Remedy, finding.CanFix, finding.HoldsContents, fix?.IsFixed, fix?.Text);
}

/// <summary>What <c>doctor --json</c> writes.</summary>
internal sealed record DoctorJson(bool Healthy, IReadOnlyList<FindingJson> Findings);

/// <summary>A line of <c>watch --json</c>.</summary>
internal sealed record ChangeJson(DateTimeOffset Time, string Change, long Size);
