// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>A point in an actor's program: the next access, and what follows each answer. Two actors at one node behave alike.</summary>
internal sealed class Node<TOracle>
    where TOracle : unmanaged, IOracle
{
    private readonly Unfolding<TOracle> _unfolding;
    private readonly Stage<TOracle> _stage;
    private readonly ulong[] _answers;
    private readonly Dictionary<ulong, Node<TOracle>?> _next = [];

    public Node(Unfolding<TOracle> unfolding, int number, Stage<TOracle> stage, ulong[] answers, ActorWords<TOracle> words)
    {
        (_unfolding, _stage, _answers) = (unfolding, stage, answers);
        (Number, Access, Told) = (number, words.Asked, words.Told);
    }

    /// <summary>Gets a number that no other node has.</summary>
    public int Number { get; }

    /// <summary>Gets the next access.</summary>
    public Access Access { get; }

    /// <summary>Gets what it tells the oracle.</summary>
    public Telling<TOracle>? Told { get; }

    /// <summary>Gets what follows an answer: null is the end.</summary>
    public Node<TOracle>? After(ulong answer)
    {
        if (!_next.TryGetValue(answer, out var next))
        {
            next = _unfolding.Unfold(_stage, [.. _answers, answer]);
            _next.Add(answer, next);
        }

        return next;
    }
}
