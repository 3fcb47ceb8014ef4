// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;
using Quayside.Benchmarks.Scale;
using Quayside.Testing;

namespace Quayside.Benchmarks.Pictures;

/// <summary>Measures what memory two processes take that pass a picture on, both with it in hands.</summary>
internal static class MemoryComparison
{
    // The first one finds nothing compiled and no slot drawn in.
    private const int Exchanges = 6;

    /// <summary>Measures all kinds and returns the table.</summary>
    /// <param name="qtProgram">The compiled bench.cpp.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    public static string Run(string qtProgram, int width, int height) => Text.Table(
    [
        [$"{width} x {height}, in MB", "giver Rss", "giver Pss", "taker Rss", "taker Pss", "both Pss", "of it since the start", "segment"],
        OfQt(qtProgram, width, height),
        OfStored(width, height),
        OfFrames(width, height),
    ]);

    private static string[] OfQt(string qtProgram, int width, int height)
    {
        using var giver = new QtPeer(qtProgram);
        using var taker = new QtPeer(qtProgram);
        using var sample = new SamplePicture(width, height);
        var before = Footprints(giver, taker);
        giver.LoadPixels(sample);
        taker.TakeFrom(giver.PictureKey);
        Exchange(giver, "picture-give", taker, "picture-take");
        return Row("Qt to Qt", before, Footprints(giver, taker), giver.StreamSize);
    }

    private static string[] OfStored(int width, int height)
    {
        var key = UniqueKey.Next("quayside benchmark");
        using var giver = Holder(key, width, height);
        using var taker = Holder(key, width, height);
        var before = Ready(giver, taker);
        Exchange(giver, "give", taker, "take");
        var after = Footprints(giver, taker);
        using var segment = SharedMemory.Attach(key, SharedMemoryAccess.ReadOnly);
        return Row("Quayside to Quayside, stored", before, after, segment.Size);
    }

    private static string[] OfFrames(int width, int height)
    {
        var key = UniqueKey.Next("quayside benchmark");
        using var giver = Holder(key, width, height);
        using var taker = Holder(key, width, height);
        var before = Ready(giver, taker);
        Exchange(giver, "publish", taker, "look");
        var after = Footprints(giver, taker);
        using var reader = FrameReader.Open(PictureHolder.FrameKey(key));
        return Row("frames, in place", before, after, (long)reader.Slots * reader.Capacity);
    }

    private static Peer Holder(string key, int width, int height) => new(
        Environment.ProcessPath!,
        "picture-holder",
        key,
        width.ToString(CultureInfo.InvariantCulture),
        height.ToString(CultureInfo.InvariantCulture));

    private static void Exchange(Peer giver, string give, Peer taker, string take)
    {
        for (var left = Exchanges; left > 0; left--)
        {
            _ = giver.Measure(give, 1);
            _ = taker.Measure(take, 1);
        }
    }

    private static (Footprint Giver, Footprint Taker) Ready(Peer giver, Peer taker)
    {
        // An answer: the runtime has started.
        _ = giver.Measure("nothing", 1);
        _ = taker.Measure("nothing", 1);
        return Footprints(giver, taker);
    }

    private static (Footprint Giver, Footprint Taker) Footprints(Peer giver, Peer taker) => (Footprint.Of(giver.Id), Footprint.Of(taker.Id));

    private static string[] Row(string name, (Footprint Giver, Footprint Taker) before, (Footprint Giver, Footprint Taker) after, long segment)
    {
        var both = after.Giver.Share + after.Taker.Share;
        return
        [
            name,
            Megabytes(after.Giver.Resident),
            Megabytes(after.Giver.Share),
            Megabytes(after.Taker.Resident),
            Megabytes(after.Taker.Share),
            Megabytes(both),
            Megabytes(both - before.Giver.Share - before.Taker.Share),
            Megabytes(segment),
        ];
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
