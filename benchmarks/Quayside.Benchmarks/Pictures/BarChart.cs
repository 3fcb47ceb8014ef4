// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Text;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Scale;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Times as bars on a logarithmic axis: an SVG that reads well in light and dark.</summary>
/// <param name="title">What is shown.</param>
/// <param name="note">What is under it.</param>
internal sealed class BarChart(string title, string note)
{
    private const int Width = 960;
    private const int Left = 230;
    private const int Right = 70;
    private const int Top = 64;
    private const int RowHeight = 24;
    private const int BarHeight = 16;

    // 100 ns to 10 s.
    private const int FirstPower = 2;
    private const int LastPower = 10;

    private const string Style = """
          text { font: 13px system-ui, sans-serif; fill: #1f2328; }
          .title { font-size: 16px; font-weight: 600; }
          .group { font-weight: 600; }
          .axis { font-size: 12px; fill: #59636e; }
          .paper { fill: #ffffff; }
          .grid { stroke: #d1d9e0; }
          .time { paint-order: stroke; stroke: #ffffff; stroke-width: 5px; }
          .qt { fill: #1a7f37; }
          .picture { fill: #0969da; }
          .frame { fill: #bc4c00; }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .axis { fill: #9198a1; }
            .paper { fill: #0d1117; }
            .grid { stroke: #3d444d; }
            .time { stroke: #0d1117; }
            .qt { fill: #3fb950; }
            .picture { fill: #4493f8; }
            .frame { fill: #f0883e; }
          }
        """;

    private readonly StringBuilder _rows = new();
    private int _y = Top;

    /// <summary>Begins a group of bars.</summary>
    public void Group(string name)
    {
        _y += _rows.Length == 0 ? 0 : RowHeight / 2;
        Text(_rows, "group", 16, _y + BarHeight - 3, "start", name);
        _y += RowHeight;
    }

    /// <summary>Adds a bar.</summary>
    /// <param name="kind">Its colour: qt, picture or frame.</param>
    /// <param name="name">Its name.</param>
    /// <param name="nanoseconds">Its time.</param>
    public void Bar(string kind, string name, double nanoseconds)
    {
        var end = X(Math.Log10(nanoseconds));
        Text(_rows, "name", Left - 10, _y + BarHeight - 3, "end", name);
        _rows.AppendLine(CultureInfo.InvariantCulture,
            $"""  <rect class="{kind}" x="{Left}" y="{_y}" width="{Math.Max(1, end - Left):0.0}" height="{BarHeight}" rx="2"/>""");
        Text(_rows, "time", end + 6, _y + BarHeight - 3, "start", Report.Time(nanoseconds));
        _y += RowHeight;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var height = _y + 62;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"  <title>{WebUtility.HtmlEncode(title)}</title>");
        svg.AppendLine("  <style>").AppendLine(Style).AppendLine("  </style>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""  <rect class="paper" width="{Width}" height="{height}" rx="6"/>""");
        Text(svg, "title", 16, 32, "start", title);
        for (var power = FirstPower; power <= LastPower; power++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""  <line class="grid" x1="{X(power):0.0}" x2="{X(power):0.0}" y1="{Top - 8}" y2="{_y + 4}"/>""");
            Text(svg, "axis", X(power), _y + 20, "middle", Tick(power));
        }

        svg.Append(_rows);
        Text(svg, "axis", 16, height - 14, "start", note);
        return svg.AppendLine("</svg>").ToString();
    }

    private static double X(double power) =>
        Left + ((Width - Left - Right) * (Math.Clamp(power, FirstPower, LastPower) - FirstPower) / (LastPower - FirstPower));

    private static string Tick(int power) =>
        (power % 3) switch { 0 => "1", 1 => "10", _ => "100" } + " " + (power / 3) switch { 0 => "ns", 1 => "us", 2 => "ms", _ => "s" };

    private static void Text(StringBuilder svg, string kind, double x, int y, string anchor, string text) =>
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""  <text class="{kind}" x="{x:0.0}" y="{y}" text-anchor="{anchor}">{WebUtility.HtmlEncode(text)}</text>""");
}
