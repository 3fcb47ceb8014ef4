// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Turns programs into nodes, by running them again from the start of a piece with the answers so far.</summary>
/// <remarks>Each way is run once, however many states lead along it.</remarks>
internal sealed class Unfolding<TOracle>(Scenario<TOracle> scenario)
    where TOracle : unmanaged, IOracle
{
    private readonly Dictionary<Stage<TOracle>, Node<TOracle>?> _starts = [];
    private int _count;

    /// <summary>Gets where a piece starts, or null if it and what follows ask for nothing.</summary>
    public Node<TOracle>? Start(Stage<TOracle> stage)
    {
        if (!_starts.TryGetValue(stage, out var node))
        {
            node = Unfold(stage, []);
            _starts.Add(stage, node);
        }

        return node;
    }

    /// <summary>Gets where a piece has come after some answers.</summary>
    public Node<TOracle>? Unfold(Stage<TOracle> stage, ulong[] answers)
    {
        var words = new ActorWords<TOracle>(scenario.Words, answers, scenario.Mutation);
        try
        {
            var next = stage.Run(words);
            words.Finish();
            return next is null ? null : Start(next);
        }
        catch (Pause)
        {
            return new(this, ++_count, stage, answers, words);
        }
    }
}
