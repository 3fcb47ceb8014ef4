// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Small programs on two words, and whether a certain outcome can be seen.</summary>
internal static class Litmus
{
    public const long X = 0;
    public const long Y = 8;

    /// <summary>Gets whether two values can be seen, in the order in which the programs return them.</summary>
    /// <param name="outcome">The values.</param>
    /// <param name="programs">Two that run side by side, and perhaps a third that starts after them.</param>
    public static bool CanSee(ulong[] outcome, params Func<ActorWords<LitmusOracle>, ulong[]>[] programs)
    {
        var actors = new List<Actor<LitmusOracle>>();
        foreach (var program in programs)
        {
            actors.Add(new($"{(char)('A' + actors.Count)}", new Whole(actors.Count, program, outcome))
            {
                After = actors.Count < 2 ? [] : [0, 1],
            });
        }

        return new Scenario<LitmusOracle>([new(X, "x"), new(Y, "y")], actors).Explore().Fault is not null;
    }

    private sealed record Whole(int Index, Func<ActorWords<LitmusOracle>, ulong[]> Program, ulong[] Outcome) : Stage<LitmusOracle>
    {
        public override Stage<LitmusOracle>? Run(ActorWords<LitmusOracle> words)
        {
            var seen = Program(words);
            words.Tell((ref LitmusOracle oracle) =>
            {
                for (var index = 0; index < seen.Length; index++)
                {
                    oracle.See(seen.Length == 2 ? index : Index, seen[index]);
                }

                return oracle.HasSeen(Outcome[0], Outcome[1]) ? "It can be seen." : null;
            });
            return null;
        }
    }
}
