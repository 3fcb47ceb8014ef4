// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>One state: memory, how far each actor is, and what the oracle knows. Immutable once made.</summary>
internal sealed class World<TOracle>
    where TOracle : unmanaged, IOracle
{
    private readonly Scenario<TOracle> _scenario;
    private readonly Unfolding<TOracle> _unfolding;
    private readonly Node<TOracle>?[] _nodes;
    private readonly Plight[] _plights;
    private TOracle _oracle;
    private int _deaths;

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
        (_scenario, _unfolding, _oracle, _deaths) = (other._scenario, other._unfolding, other._oracle, other._deaths);
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

    /// <summary>Gets whether everybody has finished or died.</summary>
    public bool IsOver => Array.TrueForAll(_plights, plight => plight is Plight.Finished or Plight.Dead);

    /// <summary>Gets how an actor is.</summary>
    public Plight PlightOf(int actor) => _plights[actor];

    /// <summary>Gets where an actor is in its program; not for those who have finished.</summary>
    public Node<TOracle>? NodeOf(int actor) => _nodes[actor];

    /// <summary>Gets the state after a move, or null if it cannot happen.</summary>
    public World<TOracle>? After(Move move) => (move.Kind, _plights[move.Actor]) switch
    {
        (MoveKind.Step, Plight.Awake) => Step(move.Actor, _nodes[move.Actor]!.Access, move.Choice),
        (MoveKind.SliceEnds, Plight.Asleep) when _scenario.HasSlices && _deaths > 0 => Wake(move.Actor),
        (MoveKind.TimeIsOver, Plight.Asleep) when _nodes[move.Actor]!.Access.Kind == AccessKind.SleepForAWhile => Wake(move.Actor),
        (MoveKind.Die, Plight.Awake or Plight.Asleep) when _scenario.Actors[move.Actor].MayDie && _deaths < _scenario.Deaths => Die(move.Actor),
        _ => null,
    };

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

    private World<TOracle>? Step(int actor, in Access access, int choice)
    {
        if (access.Kind is AccessKind.WakeAll or AccessKind.WakeOne)
        {
            return choice > 0 && (access.Kind == AccessKind.WakeAll || Sleeper(access.Word, choice) < 0)
                ? null
                : new World<TOracle>(this).WakeOthers(actor, access, choice);
        }

        if (access.Kind == AccessKind.Perhaps)
        {
            return choice > 1 ? null : new World<TOracle>(this).Continue(actor, (ulong)choice);
        }

        if (access.Kind == AccessKind.IsAlive)
        {
            return choice > 0 ? null : new World<TOracle>(this).AskWhetherAlive(actor, access.Value);
        }

        return Memory.Candidate(actor, access, choice) is { } met ? new World<TOracle>(this).Meet(actor, access, met) : null;
    }

    private World<TOracle> Meet(int actor, in Access access, Message met)
    {
        switch (access.Kind)
        {
            case AccessKind.Write:
                Memory.Write(actor, access, met);
                return Continue(actor, 0);

            case AccessKind.Exchange:
            case AccessKind.CompareExchange when met.Value == access.Expected:
                return Continue(actor, Memory.Exchange(actor, access, met));

            case AccessKind.Read:
            case AccessKind.CompareExchange:
                return Continue(actor, Memory.Read(actor, access, met));

            default:
                // The kernel compares under a lock of its own, whose fences both sleepers and wakers pass.
                Memory.Fence(actor);
                Memory.Read(actor, access, met);
                if (!access.Holds(met.Value))
                {
                    return Continue(actor, 0);
                }

                _plights[actor] = Plight.Asleep;
                return this;
        }
    }

    private World<TOracle> WakeOthers(int actor, in Access access, int choice)
    {
        Memory.Fence(actor);
        for (int sleeper; (sleeper = Sleeper(access.Word, choice)) >= 0;)
        {
            _plights[sleeper] = Plight.Awake;
            Memory.Follow(sleeper, actor);
            Continue(sleeper, 0);
            if (access.Kind == AccessKind.WakeOne)
            {
                break;
            }
        }

        return Continue(actor, 0);
    }

    private World<TOracle> AskWhetherAlive(int actor, ulong owner)
    {
        var other = ActorOf(owner);
        if (IsAlive(other))
        {
            return Continue(actor, 1);
        }

        if (other >= 0)
        {
            // The kernel lets go of a dead process's locks after the last of its stores has left the buffers.
            Memory.Follow(actor, other);
        }

        return Continue(actor, 0);
    }

    private World<TOracle> Wake(int actor)
    {
        var next = new World<TOracle>(this);
        next._plights[actor] = Plight.Awake;
        return next.Continue(actor, 0);
    }

    private World<TOracle> Die(int actor)
    {
        var next = new World<TOracle>(this);
        next._plights[actor] = Plight.Dead;
        next._nodes[actor] = null;
        next._deaths++;
        next._oracle.Died(actor);
        next.StartWhoCan();
        return next;
    }

    private World<TOracle> Continue(int actor, ulong answer)
    {
        _nodes[actor] = _nodes[actor]!.After(answer);
        Settle(actor);
        StartWhoCan();
        return this;
    }

    // Does what nobody else notices.
    private void Settle(int actor)
    {
        while (_nodes[actor] is { Access.IsUnnoticed: true } node)
        {
            switch (node.Access.Kind)
            {
                case AccessKind.ReadBarrier: Memory.ReadBarrier(actor); break;
                case AccessKind.WriteBarrier: Memory.WriteBarrier(actor); break;
                default: Fault ??= node.Told!(ref _oracle); break;
            }

            _nodes[actor] = node.After(0);
        }

        if (_nodes[actor] is null)
        {
            _plights[actor] = Plight.Finished;
        }
    }

    private void StartWhoCan()
    {
        for (var actor = 0; actor < _plights.Length; actor++)
        {
            var after = _scenario.Actors[actor].After;
            if (_plights[actor] != Plight.NotStarted || !after.All(other => _plights[other] is Plight.Finished or Plight.Dead))
            {
                continue;
            }

            foreach (var other in after)
            {
                Memory.Follow(actor, other);
            }

            _plights[actor] = Plight.Awake;
            _nodes[actor] = _unfolding.Start(_scenario.Actors[actor].First);
            Settle(actor);
        }
    }
}
