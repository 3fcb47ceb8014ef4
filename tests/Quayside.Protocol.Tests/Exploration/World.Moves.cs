// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <content>What may happen next.</content>
internal sealed partial class World<TOracle>
{
    /// <summary>Gets the state after a move, or null if it cannot happen.</summary>
    public World<TOracle>? After(Move move) => (move.Kind, _plights[move.Actor]) switch
    {
        (MoveKind.Step, Plight.Awake) => Step(move.Actor, _nodes[move.Actor]!.Access, move.Choice),
        (MoveKind.SliceEnds, Plight.Asleep) when HasSlices && _slices < _scenario.Slices => EndSlice(move.Actor),
        (MoveKind.AllSlicesEnd, Plight.Asleep) when HasSlices && !_plights.Contains(Plight.Awake) => EndAllSlices(),
        (MoveKind.TimeIsOver, Plight.Asleep) when _nodes[move.Actor]!.Access.Kind == AccessKind.SleepForAWhile => Wake(move.Actor),
        (MoveKind.Die, Plight.Awake or Plight.Asleep) when MayDie(move.Actor) => Die(move.Actor),
        _ => null,
    };

    private bool HasSlices => _scenario.HasSlices && _deaths > 0;

    private bool MayDie(int actor) => _scenario.Actors[actor].MayDie && _deaths < _scenario.Deaths;

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

    private World<TOracle> EndSlice(int actor)
    {
        var next = Wake(actor);
        next._slices++;
        return next;
    }

    private World<TOracle> EndAllSlices()
    {
        var next = this;
        for (var actor = 0; actor < _plights.Length; actor++)
        {
            next = _plights[actor] == Plight.Asleep ? next.Wake(actor) : next;
        }

        return next;
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
