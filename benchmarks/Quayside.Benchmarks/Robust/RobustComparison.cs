// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;
using Quayside.Benchmarks.Scale;
using Quayside.Qt;
using static Quayside.Benchmarks.Comparison.Contender;

namespace Quayside.Benchmarks.Robust;

/// <summary>Measures Quayside segments against what C can do at best, and their lock against other locks between processes.</summary>
internal static class RobustComparison
{
    private const int Rounds = 31;
    private const int Batch = RobustOperations.Batch;

    /// <summary>Runs all contests and returns the report.</summary>
    /// <param name="directory">Where the compiled peers are: reference, boost and qt.</param>
    public static string Run(string directory)
    {
        using var c = new Peer(Path.Combine(directory, "reference"));
        using var boost = new Peer(Path.Combine(directory, "boost"));
        using var qt = new QtPeer(Path.Combine(directory, "qt"));
        using var own = new RobustOperations();
        using var legacy = new SharedMemoryOperations();
        using var pair = new RoundTrip();
        Target[] targets =
        [
            new(new("Enter + Leave, free", 1_000_000, Rounds, By(c, "lock"), By(own.Lock, Batch)), 3, Nanoseconds: 20),
            new(new("live value, read 64 bytes", 1_000_000, Rounds, By(c, "live-read"), By(own.Read, Batch)), 2),
            new(new("live value, write 64 bytes", 200_000, Rounds, By(c, "live-write"), By(own.Write, Batch)), 2),
            new(new("publish, nobody waits", 1_000_000, Rounds, By(c, "publish"), By(own.Publish, Batch)), 2),
            new(new("signal and answer, spinning", 50_000, Rounds, By(c, "round-trip-spin"), pair.Spinning), 1.3),
            new(new("signal and answer, sleeping", 300, Rounds, By(c, "round-trip-sleep"), pair.Sleeping), 1.3),
        ];
        (string Name, Func<int, double> Measure)[] locks =
        [
            ("C: compare and exchange, exchange", By(c, "lock")),
            ("RobustLock", By(own.Lock, Batch)),
            ("C: robust pthread mutex", By(c, "robust-mutex")),
            ("Boost: interprocess_mutex (not robust)", By(boost, "mutex")),
            ("Boost: named_mutex (not robust)", By(boost, "named-mutex")),
            (".NET: named Mutex", By(own.NamedMutex, Batch)),
            ($"Qt {qt.Version}: QSharedMemory", By(qt, "lock")),
            ("SharedMemory", By(legacy.Lock)),
            ("C: a system call that does nothing", By(c, "null-call")),
            ("C: is the owner alive? (F_OFD_GETLK)", By(c, "probe")),
        ];
        return string.Join("\n\n",
        [
            $".NET {Environment.Version}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores. "
                + "Medians; ratio = the time divided by that of C.",
            Text.Table([Target.Heading, .. targets.Select(target => target.Run())]),
            Text.Table([["lock + unlock, free", "time", "ratio"], .. Beside(locks)]),
        ]);
    }

    private static IEnumerable<string[]> Beside((string Name, Func<int, double> Measure)[] locks)
    {
        var verdict = new Contest("locks", 50_000, Rounds, [.. locks.Select(each => each.Measure)]).Run();
        return locks.Select((each, i) => (string[])[each.Name, Report.Time(verdict.Medians[i]), Report.Ratio(verdict.Ratios[i])]);
    }
}
