// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace Quayside.Benchmarks.Comparison;

/// <summary>Verdicts as tables that read well on a terminal and as Markdown.</summary>
internal static class Report
{
    /// <summary>Makes one table.</summary>
    /// <param name="heading">What the rows are.</param>
    /// <param name="contenders">Names of the contenders, Qt first.</param>
    /// <param name="verdicts">The rows; one with fewer contenders than names leaves the others' cells empty.</param>
    public static string Table(string heading, IReadOnlyList<string> contenders, IEnumerable<Verdict> verdicts)
    {
        List<string[]> rows = [[heading, contenders[0], .. contenders.Skip(1).SelectMany(WithRatio)]];
        rows.AddRange(verdicts.Select(verdict => Row(verdict, contenders.Count)));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        rows.Insert(1, [new string('-', widths[0]), .. widths.Skip(1).Select(width => new string('-', width - 1) + ":")]);
        return string.Join('\n', rows.Select(row =>
            "| " + string.Join(" | ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |"));
    }

    /// <summary>Puts a text between two markers of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name of the place, which the markers carry.</param>
    /// <param name="text">The text.</param>
    public static void Write(string path, string name, string text)
    {
        var (first, last) = ($"<!-- {name}: written by ./benchmark -->", $"<!-- end of {name} -->");
        var old = File.ReadAllText(path);
        var begin = old.IndexOf(first, StringComparison.Ordinal);
        var end = old.IndexOf(last, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"{path} has no place for it: put the lines '{first}' and '{last}' there.");
        }

        File.WriteAllText(path, new StringBuilder(old)
            .Remove(begin, end - begin)
            .Insert(begin, $"{first}\n\n{text}\n\n")
            .ToString());
    }

    private static string[] WithRatio(string contender) => [contender, "ratio"];

    private static string[] Row(Verdict verdict, int contenders)
    {
        List<string> row = [verdict.Title, Time(verdict.Medians[0])];
        for (var i = 1; i < contenders; i++)
        {
            row.AddRange(i < verdict.Medians.Count ? [Time(verdict.Medians[i]), Ratio(verdict.Ratios[i])] : ["", ""]);
        }

        return [.. row];
    }

    internal static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    internal static string Time(double nanoseconds)
    {
        var (value, unit) = nanoseconds switch
        {
            < 10_000 => (nanoseconds, "ns"),
            < 1_000_000 => (nanoseconds / 1_000, "us"),
            _ => (nanoseconds / 1_000_000, "ms"),
        };
        return value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + unit;
    }
}
