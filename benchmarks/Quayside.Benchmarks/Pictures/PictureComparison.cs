// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;
using Quayside.Imaging;
using Quayside.Internal;
using static Quayside.Benchmarks.Comparison.Contender;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Measures how long a picture takes from one program to another, in all pairs of Qt and Quayside.</summary>
internal sealed class PictureComparison(QtPeer qt)
{
    private static readonly string[] _pairs = ["Qt to Qt", "Quayside to Quayside", "Quayside to Qt", "Qt to Quayside"];

    private readonly List<Verdict> _verdicts = [];
    private readonly List<string> _sizes = [];

    /// <summary>Gets the table and what the pictures take in memory.</summary>
    public IEnumerable<string> Report => [Comparison.Report.Table("picture", _pairs, _verdicts), .. _sizes];

    /// <summary>Gets what all pairs took for each size of picture, from pixels and without asking for compression.</summary>
    public IEnumerable<IEnumerable<(string Name, double Nanoseconds)>> OfAllPairs =>
        _verdicts.Where(verdict => verdict.Medians.Count == _pairs.Length).Select(verdict => _pairs.Zip(verdict.Medians));

    /// <summary>Measures one size of picture.</summary>
    public void Run(int width, int height, int count, int rounds)
    {
        using var sample = new SamplePicture(width, height);
        using var own = new PictureOperations(sample, qt.ForeignKey, qt.PictureKey);
        own.Check();
        qt.Load(sample);
        own.CheckForeign();
        qt.CheckForeign();

        void Add(string title, params Func<int, double>[] others) =>
            _verdicts.Add(new Contest($"{width} x {height} {title}", count, rounds, [By(qt, "picture"), .. others]).Run());

        Add("from pixels", By(own.Pass), Both(By(own.Give), By(qt, "picture-take")), Both(By(qt, "picture-give"), By(own.TakeForeign)));
        List<string> sizes = [$"Qt {qt.StreamSize}", $"stored {own.StreamSize}"];
        foreach (var compression in new[] { PictureCompression.Fast, PictureCompression.Small })
        {
            var how = compression == PictureCompression.Fast ? "fast" : "small";
            Add($"from pixels, {how}", By(() => own.Pass(compression)), Both(By(() => own.Give(compression)), By(qt, "picture-take")));
            sizes.Add($"{how} {own.StreamSize}");
        }

        _verdicts.Add(new Contest($"{width} x {height} from a PNG", count, rounds, By(qt, "picture-file"), By(own.PassFile)).Run());
        _sizes.Add($"{width} x {height} in the segment, in bytes: {string.Join(", ", sizes)}, of the PNG {own.StreamSize}.");
    }

    // One program gives, the other one takes; neither is measured while it waits for its turn.
    private static Func<int, double> Both(Func<int, double> give, Func<int, double> take) =>
        count => Enumerable.Range(0, count).Sum(_ => give(1) + take(1)) / count;
}
