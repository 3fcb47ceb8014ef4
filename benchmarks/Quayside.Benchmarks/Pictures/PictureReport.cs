// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Benchmarks.Comparison;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Everything about pictures in one run: pairs of Qt and Quayside, frames, memory, and a plot of the times.</summary>
internal static class PictureReport
{
    private static readonly FrameShape[] _shapes =
    [
        new(64, 64, PixelFormat.Bgra), new(512, 512, PixelFormat.Bgra), new(1920, 1080, PixelFormat.Bgra), new(3840, 2160, PixelFormat.Bgra),
    ];

    // Of pictures that are passed on as a whole; both are among the shapes of frames.
    private static readonly int[] _plotted = [1, 3];

    /// <summary>Measures and returns the tables and the plot.</summary>
    /// <param name="directory">Where the compiled peers are: qt and reference.</param>
    public static (string Tables, string Plot) Run(string directory)
    {
        var qtProgram = Path.Combine(directory, "qt");
        using var qt = new QtPeer(qtProgram);
        Console.Error.WriteLine("frames: handing over, copying through");
        var frames = new FrameComparison(_shapes, Path.Combine(directory, "reference"));
        var pictures = new PictureComparison(qt);
        Console.Error.WriteLine("pictures: 512 x 512");
        pictures.Run(512, 512, count: 2, rounds: 11);
        Console.Error.WriteLine("pictures: 3840 x 2160, some minutes");
        pictures.Run(3840, 2160, count: 1, rounds: 5);
        Console.Error.WriteLine("memory");
        var machine = $"Qt {qt.Version}, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores";
        return (
            string.Join("\n\n",
            [
                $"{machine}. Medians; ratio = the time divided by that of Qt to Qt, below 1 is faster.",
                .. pictures.Report,
                "Frames, from publishing to a waiting reader in another process that holds the pixels; ratio = the time divided by that of a bare change signal.",
                frames.HandoverTable(_shapes.Select(Name)),
                "Ratio = the bandwidth divided by that of C.",
                frames.StreamTable,
                MemoryComparison.Run(qtProgram, 3840, 2160),
            ]),
            Plot(machine, pictures, frames));
    }

    private static string Plot(string machine, PictureComparison pictures, FrameComparison frames)
    {
        var chart = new BarChart(
            "A picture from one process to another; the axis is logarithmic",
            $"From pixels to pixels; of frames, from publishing to holding the pixels. Medians of one run. {machine}.");
        foreach (var (shape, pairs) in _plotted.Zip(pictures.OfAllPairs))
        {
            chart.Group(Name(_shapes[shape]));
            foreach (var (name, nanoseconds) in pairs)
            {
                chart.Bar(name == "Qt to Qt" ? "qt" : "picture", name, nanoseconds);
            }

            foreach (var way in frames.Handover)
            {
                chart.Bar("frame", $"frame in place, {way.Title}", way.Medians[shape + 1]);
            }
        }

        return chart.ToString();
    }

    private static string Name(FrameShape shape) => FormattableString.Invariant($"{shape.Width} x {shape.Height}");
}
