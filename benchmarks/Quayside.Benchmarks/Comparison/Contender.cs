// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Benchmarks.Comparison;

/// <summary>Makes functions that do an operation so many times and return the nanoseconds for each.</summary>
internal static class Contender
{
    /// <summary>Lets a peer do it.</summary>
    public static Func<int, double> By(Peer peer, string operation) => count => peer.Measure(operation, count);

    /// <summary>Does it here.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="batch">
    /// How often one call does it. More than once where it takes nanoseconds: calling a delegate does as well.
    /// </param>
    public static Func<int, double> By(Action operation, int batch = 1) => count =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count / batch; i++)
        {
            operation();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    };
}
