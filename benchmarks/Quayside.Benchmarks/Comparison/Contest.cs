// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Benchmarks.Comparison;

/// <summary>One operation and those who can do it; Qt is the first of them.</summary>
/// <param name="Title">The operation, for the table.</param>
/// <param name="Count">How often it is done in a row before the next one's turn: some twenty milliseconds, or a long picture.</param>
/// <param name="Rounds">How often each contender has its turn.</param>
/// <param name="Contenders">Do the operation so many times and return nanoseconds for each.</param>
internal sealed record Contest(string Title, int Count, int Rounds, params IReadOnlyList<Func<int, double>> Contenders)
{
    // .NET compiles hot methods again, in the background, 100 ms after they turned out to be hot.
    private const int WarmUpRounds = 4;
    private static readonly TimeSpan _timeToCompile = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs all rounds. The contenders take turns, and each round begins with another one, so drift hits all alike.</summary>
    public Verdict Run()
    {
        for (var round = 0; round < Math.Min(WarmUpRounds, Rounds); round++)
        {
            foreach (var measure in Contenders)
            {
                _ = measure(Count);
            }

            Thread.Sleep(_timeToCompile);
        }

        var times = Contenders.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var turn = 0; turn < Contenders.Count; turn++)
            {
                var contender = (round + turn) % Contenders.Count;
                times[contender][round] = Contenders[contender](Count);
            }
        }

        return Verdict.Of(Title, times);
    }
}
