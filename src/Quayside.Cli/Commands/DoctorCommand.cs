// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside doctor</c>: explains what crashes, cleaners and settings did, and removes what is provably dead.</summary>
internal static class DoctorCommand
{
    private const int Indent = 9;

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var fix = new Option<bool>("--fix") { Description = "Remove what is provably dead, but no segment with contents." };
        var orphans = new Option<bool>("--orphans") { Description = "With --fix: remove segments that nobody is attached to, with their contents." };
        var json = Parameters.Json();
        var verb = new Verb(
            "doctor",
            "Explains what crashes left behind, and what may go wrong.",
            """
            Problems are things that are dead and still there; warnings may do harm later
            or cannot be told from here; notes are good to know. --fix looks again at each
            problem, under its key's lock, right before it removes it, and prints a line
            for each thing it did. What a crash left in a segment may be worth something,
            so segments with contents go only with --orphans. Ends with 78 while a problem
            is there.
            """,
            "quayside doctor --fix",
            ExitCode.Usage, ExitCode.System, ExitCode.Unhealthy)
        {
            fix, orphans, json,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(orphans) && !result.GetValue(fix))
            {
                result.AddError("--orphans says what --fix may remove, and does nothing without it.");
            }
        });
        verb.SetAction(parsed => Run(parsed.GetValue(fix), parsed.GetValue(orphans), parsed.GetValue(json)));
        return verb;
    }

    private static int Run(bool fix, bool contentsToo, bool json)
    {
        var findings = Listing.Get(IpcDoctor.Examine);
        var outcomes = fix ? Fix(findings, contentsToo) : [];
        var left = findings.Where(finding => finding.Severity == IpcSeverity.Problem && outcomes.GetValueOrDefault(finding) is not { IsFixed: true }).ToList();
        if (json)
        {
            ToolJson.Write(new DoctorJson(left.Count == 0, [.. findings.Select(finding => FindingJson.Of(finding, outcomes.GetValueOrDefault(finding)))]));
        }
        else if (fix)
        {
            Report(outcomes.Values, left.Count);
        }
        else
        {
            Write(findings, left);
        }

        return (left.Count == 0 ? ExitCode.Success : ExitCode.Unhealthy).Number;
    }

    private static Dictionary<IpcFinding, IpcFix> Fix(IReadOnlyList<IpcFinding> findings, bool contentsToo) => Interruption.Run(stop =>
    {
        var outcomes = new Dictionary<IpcFinding, IpcFix>(ReferenceEqualityComparer.Instance);
        foreach (var finding in findings.Where(finding => finding.Severity == IpcSeverity.Problem || finding.CanFix))
        {
            stop.ThrowIfCancellationRequested();
            using var notice = new WaitNotice($"looking again at {finding.Subject}");
            outcomes[finding] = finding.TryFix(contentsToo, stop);
        }

        return outcomes;
    });

    private static void Report(IEnumerable<IpcFix> outcomes, int left)
    {
        foreach (var outcome in outcomes)
        {
            StandardOutput.Line(outcome.Text);
        }

        StandardOutput.Line(left == 0 ? "Nothing dead is left." : $"{Count(left, "problem")} left: quayside doctor explains.");
    }

    private static void Write(IReadOnlyList<IpcFinding> findings, List<IpcFinding> problems)
    {
        foreach (var finding in findings)
        {
            var label = finding.Severity.ToString().ToUpperInvariant();
            Screen.WriteWrapped(label, Indent, finding.Subject);
            Screen.WriteWrapped(string.Empty, Indent, finding.Text);
            foreach (var evidence in finding.Evidence)
            {
                Screen.WriteWrapped(string.Empty, Indent, "· " + evidence);
            }

            if (finding.Remedy is { } remedy)
            {
                Screen.WriteWrapped(string.Empty, Indent, "→ " + remedy);
            }

            StandardOutput.Line(string.Empty);
        }

        var fixable = findings.Count(finding => finding is { CanFix: true, HoldsContents: false });
        var orphans = findings.Count(finding => finding is { CanFix: true, HoldsContents: true });
        Screen.WriteWrapped(
            string.Empty,
            0,
            $"{Count(problems.Count, "problem")}, {Count(findings.Count(finding => finding.Severity == IpcSeverity.Warning), "warning")}."
                + (fixable > 0 ? $" --fix removes {fixable.ToString(CultureInfo.InvariantCulture)}." : string.Empty)
                + (orphans > 0 ? $" --fix --orphans removes {Count(orphans, "object")} with contents." : string.Empty));
    }

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : $"{count}")} {what}{(count == 1 ? string.Empty : "s")}");
}
