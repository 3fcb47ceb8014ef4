// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Robust;
using Quayside.Benchmarks.Scale;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Measures frames between two processes: handing one over, beside a bare change signal; copying many through, beside C.</summary>
internal sealed class FrameComparison
{
    private const int Rounds = 31;
    private const double HandoverTarget = 1.3;
    private const double BandwidthTarget = 0.9;

    // A waiter spins for some 20 us. Where one way takes half of it, other programs had the cores, and there is nothing to compare.
    private const double LongestSpin = 10_000;
    private const string Spinning = "spinning";

    /// <summary>Measures handing over for these sizes.</summary>
    /// <param name="shapes">The sizes, the largest one last.</param>
    /// <param name="reference">The compiled benchmarks/c/reference.c.</param>
    public FrameComparison(IReadOnlyList<FrameShape> shapes, string reference)
    {
        Handover = MeasureHandover(shapes);
        Stream = MeasureStream(reference);
    }

    /// <summary>Gets what handing over took: spinning, then sleeping; each of a signal, then of every size.</summary>
    public IReadOnlyList<Verdict> Handover { get; }

    /// <summary>Gets what a frame of the stream took: in C, then here.</summary>
    public Verdict Stream { get; }

    /// <summary>Gets the table of the stream.</summary>
    public string StreamTable => Text.Table(
    [
        ["two processes, each copies", "C", "Quayside", "ratio", "target", "met"],
        [
            Stream.Title,
            Bandwidth(Stream.Medians[0]),
            Bandwidth(Stream.Medians[1]),
            Report.Ratio(1 / Stream.Ratios[1]),
            Target(BandwidthTarget),
            1 / Stream.Ratios[1] >= BandwidthTarget ? "yes" : "no",
        ],
    ]);

    /// <summary>Makes the table of handing over.</summary>
    /// <param name="names">The names of the sizes.</param>
    public string HandoverTable(IEnumerable<string> names) =>
        Text.Table([["one way", "signal", .. names.SelectMany(name => (string[])[name, "ratio"]), "target", "met"], .. Handover.Select(Row)]);

    private static Verdict[] MeasureHandover(IReadOnlyList<FrameShape> shapes)
    {
        using var signal = new RoundTrip();
        var frames = new List<RoundTrip>();
        try
        {
            frames.AddRange(shapes.Select(shape => new RoundTrip(shape)));
            RoundTrip[] all = [signal, .. frames];
            Contest[] contests =
            [
                new(Spinning, 20_000, Rounds, [.. all.Select(pair => OneWay(pair.Spinning))]),
                new("sleeping", 300, Rounds, [.. all.Select(pair => OneWay(pair.Sleeping))]),
            ];
            return [.. contests.Select(contest => contest.Run())];
        }
        finally
        {
            frames.ForEach(pair => pair.Dispose());
        }
    }

    private static Verdict MeasureStream(string reference)
    {
        using var c = new Peer(reference);
        using var own = new FrameStream();
        return new Contest("8 MiB frames, every one", 50, Rounds, Contender.By(c, "frames"), own.Receive).Run();
    }

    // Both ways are the same.
    private static Func<int, double> OneWay(Func<int, double> round) => count => round(count) / 2;

    private static string[] Row(Verdict verdict) =>
    [
        verdict.Title,
        Report.Time(verdict.Medians[0]),
        .. verdict.Medians.Zip(verdict.Ratios).Skip(1).SelectMany(each => (string[])[Report.Time(each.First), Report.Ratio(each.Second)]),
        Target(HandoverTarget),
        Met(verdict),
    ];

    private static string Met(Verdict verdict) =>
        verdict.Title == Spinning && verdict.Medians[0] > LongestSpin ? "machine busy"
        : verdict.Ratios[^1] <= HandoverTarget ? "yes"
        : "no";

    private static string Target(double ratio) => ratio.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Bandwidth(double nanoseconds) =>
        (FrameStream.Bytes / nanoseconds).ToString("0.00", CultureInfo.InvariantCulture) + " GB/s";
}
