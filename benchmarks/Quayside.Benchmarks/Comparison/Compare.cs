// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Benchmarks.Operations;
using Quayside.Qt;
using static Quayside.Benchmarks.Comparison.Contender;

namespace Quayside.Benchmarks.Comparison;

/// <summary>Measures QSharedMemory and SharedMemory against real Qt in one run, taking turns.</summary>
internal static class Compare
{
    private static readonly string[] _qtAndBoth = ["Qt", "QSharedMemory", "SharedMemory"];

    /// <summary>Runs all contests and returns the report.</summary>
    /// <param name="qtProgram">The compiled bench.cpp.</param>
    public static string Run(string qtProgram)
    {
        using var qt = new QtPeer(qtProgram);
        return string.Join("\n\n",
        [
            $"Qt {qt.Version}, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores. "
                + "Medians; ratio = Quayside / Qt, below 1 is faster than Qt.",
            Report.Table("memory", _qtAndBoth, Memory(qt)),
        ]);
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
}
