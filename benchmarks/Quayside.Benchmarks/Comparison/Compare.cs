// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Benchmarks.Operations;
using static Quayside.Benchmarks.Comparison.Contender;

namespace Quayside.Benchmarks.Comparison;

/// <summary>Measures Quayside against real Qt in one run, taking turns.</summary>
internal static class Compare
{
    private static readonly string[] _qtAndBoth = ["Qt", "QSharedMemory", "SharedMemory"];
    private static readonly string[] _qtAndOwn = ["Qt", "Quayside"];

    /// <summary>Runs all contests and returns the report.</summary>
    /// <param name="qtProgram">The compiled bench.cpp.</param>
    public static string Run(string qtProgram)
    {
        using var qt = new QtPeer(qtProgram);
        List<string> parts =
        [
            $"Qt {qt.Version}, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores. "
                + "Medians; ratio = Quayside / Qt, below 1 is faster than Qt.",
            Report.Table("memory", _qtAndBoth, Memory(qt)),
        ];
        List<Verdict> pictures = [];
        parts.AddRange(
        [
            Pictures(qt, 512, 512, count: 2, rounds: 11, pictures),
            Pictures(qt, 3840, 2160, count: 1, rounds: 5, pictures),
        ]);
        parts.Insert(2, Report.Table("picture", _qtAndOwn, pictures));
        return string.Join("\n\n", parts);
    }

    private static List<Verdict> Memory(QtPeer qt)
    {
        const int Rounds = 31;
        using var twin = new QSharedMemoryOperations();
        using var own = new SharedMemoryOperations();
        Contest[] contests =
        [
            new("lock + unlock", 20_000, Rounds, By(qt, "lock"), By(twin.Lock), By(own.Lock)),
            new("attach + detach", 1_000, Rounds, By(qt, "attach"), By(twin.Attach)),
            new("new object, attach, delete", 1_000, Rounds, By(qt, "attach-anew"), By(twin.AttachAnew), By(own.AttachAnew)),
            new("create + detach", 200, Rounds, By(qt, "create"), By(twin.Create)),
            new("new object, create, delete", 200, Rounds, By(qt, "create-anew"), By(twin.CreateAnew), By(own.CreateAnew)),
        ];
        return [.. contests.Select(contest => contest.Run())];
    }

    /// <summary>Adds the verdicts on one size of picture and returns a sentence on the bytes in the segment.</summary>
    private static string Pictures(QtPeer qt, int width, int height, int count, int rounds, List<Verdict> verdicts)
    {
        using var sample = new SamplePicture(width, height);
        using var picture = new PictureOperations(sample);
        picture.Check();
        qt.Load(sample);
        verdicts.Add(new Contest($"{width} x {height} from pixels", count, rounds, By(qt, "picture"), By(picture.Pass)).Run());
        var (qtSize, ownSize) = (qt.StreamSize, picture.StreamSize);
        verdicts.Add(new Contest($"{width} x {height} from a PNG", count, rounds, By(qt, "picture-file"), By(picture.PassFile)).Run());
        return $"In the segment, {width} x {height}: Qt {qtSize} bytes, "
            + $"Quayside {ownSize} from pixels and {picture.StreamSize} from the PNG.";
    }
}
