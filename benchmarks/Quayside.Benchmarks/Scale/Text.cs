// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Benchmarks.Scale;

/// <summary>Figures as people read them.</summary>
internal static class Text
{
    /// <summary>Gets the middle of some figures.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Writes a time.</summary>
    /// <param name="nanoseconds">The time in nanoseconds.</param>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 10_000 => $"{Number(nanoseconds, "0")} ns",
        < 10_000_000 => $"{Number(nanoseconds / 1_000, "0.0")} us",
        _ => $"{Number(nanoseconds / 1_000_000, "0.0")} ms",
    };

    /// <summary>Writes a whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes a table in Markdown.</summary>
    /// <param name="rows">The rows, the heading first.</param>
    public static string Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        string[] rule = [new string('-', widths[0]), .. widths.Skip(1).Select(width => new string('-', width - 1) + ":")];
        return string.Join('\n', rows.Take(1).Append(rule).Concat(rows.Skip(1)).Select(row =>
            "| " + string.Join(" | ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |"));
    }

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
