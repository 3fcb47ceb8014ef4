// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Benchmarks.Comparison;

/// <summary>What came out of a contest, in the order of its contenders.</summary>
/// <param name="Title">The operation.</param>
/// <param name="Medians">Each contender's median over all rounds, in nanoseconds.</param>
/// <param name="Ratios">Each contender's time divided by the first one's of the same round; the median of that.</param>
internal sealed record Verdict(string Title, IReadOnlyList<double> Medians, IReadOnlyList<double> Ratios)
{
    /// <summary>Sums up rounds.</summary>
    /// <param name="title">The operation.</param>
    /// <param name="times">For each contender the nanoseconds of each round.</param>
    public static Verdict Of(string title, double[][] times) => new(
        title,
        [.. times.Select(Median)],
        [.. times.Select(own => Median([.. own.Zip(times[0], (mine, first) => mine / first)]))]);

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
