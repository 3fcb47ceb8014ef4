// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Common;

namespace Quayside.Cli.Terminal;

/// <summary>Rows under headings, aligned; columns that do not fit are left out, the least important first, and nothing is ever wrapped.</summary>
internal sealed class Table
{
    private const int Gap = 2;
    private const int LeastFlexible = 12;

    private readonly List<Column> _columns = [];
    private int _rows;

    /// <summary>Adds a column.</summary>
    /// <param name="heading">What stands above it.</param>
    /// <param name="cells">What stands in it, from the first row on.</param>
    /// <param name="importance">Columns of little importance go first when there is no room; the largest never goes.</param>
    /// <param name="isNumber">Whether it is aligned at the right.</param>
    public void Add(string heading, IEnumerable<string> cells, int importance, bool isNumber = false)
    {
        string[] lines = [heading, .. cells.Select(cell => PrintableText.Of(cell))];
        _rows = lines.Length;
        _columns.Add(new Column(lines, importance, isNumber, lines.Max(cell => cell.Length)));
    }

    /// <summary>Writes the table.</summary>
    /// <param name="width">The number of columns of the terminal, or null for no bound.</param>
    public void Write(int? width)
    {
        var columns = Fit(width ?? int.MaxValue);
        for (var row = 0; row < _rows; row++)
        {
            var line = new StringBuilder();
            foreach (var column in columns)
            {
                var cell = Cut(column.Cells[row], column.Width);
                line.Append(column.IsNumber ? cell.PadLeft(column.Width) : cell.PadRight(column.Width)).Append(' ', Gap);
            }

            StandardOutput.Line(line.ToString().TrimEnd());
        }
    }

    private List<Column> Fit(int width)
    {
        var columns = _columns.ToList();
        while (true)
        {
            var excess = columns.Sum(column => (long)column.Width + Gap) - Gap - width;
            var most = columns.MaxBy(column => column.Importance)!;
            if (excess <= 0)
            {
                return columns;
            }

            // The most important column may become narrower; the others go whole.
            var cut = most.Width - excess;
            if (columns.Count == 1 || cut >= LeastFlexible)
            {
                columns[columns.IndexOf(most)] = most with { Width = (int)Math.Max(1, cut) };
                return columns;
            }

            columns.Remove(columns.MinBy(column => column.Importance)!);
        }
    }

    private static string Cut(string cell, int width) => cell.Length <= width ? cell : cell[..(width - 1)] + "…";

    private sealed record Column(string[] Cells, int Importance, bool IsNumber, int Width);
}
