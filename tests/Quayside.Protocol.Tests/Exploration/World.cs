// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>One state: memory, how far each actor is, and what the oracle knows. Immutable once made.</summary>
internal sealed partial class World<TOracle>
    where TOracle : unmanaged, IOracle
{
    private readonly Scenario<TOracle> _scenario;
    private readonly Unfolding<TOracle> _unfolding;
    private readonly Node<TOracle>?[] _nodes;
    private readonly Plight[] _plights;
    private TOracle _oracle;
    private int _deaths;
    private int _slices;

    /// <summary>Makes the first state.</summary>
    public World(Scenario<TOracle> scenario)
    {
        (_scenario, _unfolding, _oracle) = (scenario, new(scenario), scenario.Oracle);
        Memory = new(scenario.Words.Count, scenario.Actors.Count);
        _nodes = new Node<TOracle>?[scenario.Actors.Count];
        _plights = new Plight[scenario.Actors.Count];
        StartWhoCan();
    }

    private World(World<TOracle> other)
    {
        (_scenario, _unfolding, _oracle) = (other._scenario, other._unfolding, other._oracle);
        (_deaths, _slices) = (other._deaths, other._slices);
        Memory = new(other.Memory);
        _nodes = [.. other._nodes];
        _plights = [.. other._plights];
    }

    /// <summary>Gets the memory.</summary>
    public Memory Memory { get; }

    /// <summary>Gets what the oracle has found wrong, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets what the oracle knows.</summary>
    public ref readonly TOracle Oracle => ref _oracle;

    /// <summary>Gets how many have died.</summary>
    public int Deaths => _deaths;

    /// <summary>Gets how many slices have ended while somebody was awake.</summary>
    public int Slices => _slices;

    /// <summary>Gets whether everybody has finished or died.</summary>
    public bool IsOver => Array.TrueForAll(_plights, plight => plight is Plight.Finished or Plight.Dead);

    /// <summary>Gets how an actor is.</summary>
    public Plight PlightOf(int actor) => _plights[actor];

    /// <summary>Gets where an actor is in its program; not for those who have finished.</summary>
    public Node<TOracle>? NodeOf(int actor) => _nodes[actor];

    /// <summary>Gets one of those who sleep on a word, or -1 when there are no more.</summary>
    public int Sleeper(int word, int choice)
    {
        for (var actor = 0; actor < _plights.Length; actor++)
        {
            if (_plights[actor] == Plight.Asleep && _nodes[actor]!.Access.Word == word && choice-- == 0)
            {
                return actor;
            }
        }

        return -1;
    }

    /// <summary>Gets the actor whom owner bits stand for, or -1.</summary>
    public int ActorOf(ulong owner)
    {
        for (var actor = 0; actor < _plights.Length; actor++)
        {
            if (_scenario.Actors[actor].Owner == owner && _plights[actor] != Plight.NotStarted)
            {
                return actor;
            }
        }

        return -1;
    }

    /// <summary>Gets whether an actor lives.</summary>
    public bool IsAlive(int actor) => actor >= 0 && _plights[actor] is Plight.Awake or Plight.Asleep;
}
