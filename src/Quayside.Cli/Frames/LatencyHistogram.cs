// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Numerics;

namespace Quayside.Cli.Frames;

/// <summary>How often which time was measured, in the same little memory for one and for a million: each to within 3 per cent, the greatest exactly.</summary>
/// <remarks>For one thread. Up to 32 units of 100 ns a bucket each; from there on 32 buckets for each doubling.</remarks>
internal sealed class LatencyHistogram
{
    private const int Bits = 5;
    private const int Steps = 1 << Bits;

    private readonly long[] _buckets = new long[(sizeof(long) * 8 - Bits) * Steps];
    private long _count;
    private long _max;

    /// <summary>Gets the greatest; null if none was measured.</summary>
    public TimeSpan? Max => _count == 0 ? null : TimeSpan.FromTicks(_max);

    /// <summary>Counts a time; one that is negative, as after a change of clocks, as 0.</summary>
    public void Add(TimeSpan time)
    {
        var ticks = Math.Max(0, time.Ticks);
        _buckets[BucketOf(ticks)]++;
        _count++;
        _max = Math.Max(_max, ticks);
    }

    /// <summary>Gets the time that a part of those measured do not exceed; null if none was measured.</summary>
    /// <param name="part">Above 0, at most 1: 0.5 for the median.</param>
    public TimeSpan? Quantile(double part)
    {
        if (_count == 0)
        {
            return null;
        }

        var left = (long)Math.Ceiling(part * _count);
        var bucket = 0;
        for (; left > _buckets[bucket]; bucket++)
        {
            left -= _buckets[bucket];
        }

        return TimeSpan.FromTicks(Math.Min(_max, GreatestOf(bucket)));
    }

    private static int BucketOf(long ticks)
    {
        if (ticks < Steps)
        {
            return (int)ticks;
        }

        var doubling = BitOperations.Log2((ulong)ticks) - Bits;
        return ((doubling + 1) * Steps) + (int)((ticks >> doubling) & (Steps - 1));
    }

    private static long GreatestOf(int bucket) =>
        bucket < Steps ? bucket : ((Steps + (long)(bucket % Steps) + 1) << ((bucket / Steps) - 1)) - 1;
}
