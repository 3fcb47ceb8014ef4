// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Benchmarks.Comparison;

namespace Quayside.Benchmarks.Robust;

/// <summary>A contest between C and Quayside, and how much dearer than C Quayside may be.</summary>
/// <param name="Contest">The contest: C, then Quayside.</param>
/// <param name="Ratio">The largest ratio.</param>
/// <param name="Nanoseconds">The longest time, if there is one.</param>
internal sealed record Target(Contest Contest, double Ratio, double Nanoseconds = double.PositiveInfinity)
{
    /// <summary>Gets the heading of the table.</summary>
    public static string[] Heading { get; } = ["one process; two for round trips", "C", "Quayside", "ratio", "target", "met"];

    /// <summary>Runs the contest and returns the row of the table.</summary>
    public string[] Run()
    {
        var verdict = Contest.Run();
        var (time, ratio) = (verdict.Medians[1], verdict.Ratios[1]);
        var limit = double.IsPositiveInfinity(Nanoseconds) ? string.Empty : $", {Report.Time(Nanoseconds)}";
        return
        [
            verdict.Title,
            Report.Time(verdict.Medians[0]),
            Report.Time(time),
            Report.Ratio(ratio),
            string.Create(CultureInfo.InvariantCulture, $"{Ratio:0.0}{limit}"),
            ratio <= Ratio && time <= Nanoseconds ? "yes" : "no",
        ];
    }
}
