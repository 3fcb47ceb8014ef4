// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Tries every interleaving of a scenario, with death at every step, on a model of weakly ordered memory.</summary>
/// <remarks>
/// <para>
/// The code that runs is the library's own: LockProtocol, SignalProtocol and LiveProtocol are written over ISharedWords, and here the words
/// are <see cref="ActorWords{T}"/> on a <see cref="Memory"/>, which says what it models and what it does not. An actor's next access is
/// found by running its program again with the answers it has had (<see cref="Unfolding{T}"/>); so states can be kept, told apart by
/// their <see cref="Fingerprint{T}"/>, and continued from. Each state is visited once.
/// </para>
/// <para>
/// What happens next, in every state, is any one of these: an awake actor does its next access, and reads any of the values that memory
/// may show it; a waker picks any sleeper; somebody who may be killed dies; a sleep ends by itself, where it may
/// (<see cref="Scenario{T}.HasSlices"/>). Sleeping compares and falls asleep in one step, as a futex does. What the dead have written
/// is seen as late as anything else, until somebody learns of the death from the kernel.
/// </para>
/// <para>
/// A fault is what the scenario's oracle calls one: actors tell it what they do at the very step at which they do it. Or it is a state from
/// which, unless somebody else dies, no way leads to an end where everybody has finished or is dead: then somebody sleeps for ever, or goes
/// round in circles. States are visited breadth first, so what is found first has a shortest trace, which is printed.
/// </para>
/// <para>
/// Tests named after bugs plant one each, by a <see cref="Mutation"/> of what the protocols ask of memory, or by a wrong program where that
/// cannot express it, and assert that it is found.
/// </para>
/// </remarks>
internal sealed class Explorer<TOracle>(Scenario<TOracle> scenario)
    where TOracle : unmanaged, IOracle
{
    // More than any scenario here has: one that goes on for ever ends with an error.
    private const int MaxStates = 10_000_000;

    private static readonly MoveKind[] _kinds = Enum.GetValues<MoveKind>();

    private readonly Dictionary<UInt128, int> _states = [];
    private readonly List<(int From, Move Move)> _origins = [];
    private readonly Queue<World<TOracle>> _unvisited = [];
    private readonly Fingerprint<TOracle> _fingerprint = new(scenario);
    private readonly Ends _ends = new();

    /// <summary>Visits all states, or as many as there are before a fault.</summary>
    public Outcome Run()
    {
        var first = new World<TOracle>(scenario);
        Meet(first, -1, default);
        var moves = 0;
        for (var state = 0; _unvisited.TryDequeue(out var world); state++)
        {
            var isQuiet = true;
            foreach (var (move, next) in Successors(world))
            {
                moves++;
                var number = Meet(next, state, move);
                if (next.Fault is { } fault)
                {
                    return new(_states.Count, moves, fault, Trace(state, move));
                }

                if (move.Kind != MoveKind.Die)
                {
                    _ends.AddWay(state, number);
                    isQuiet = false;
                }
            }

            if (isQuiet)
            {
                _ends.AddEnd(state, isGood: world.IsOver);
            }
        }

        return _ends.FindStuck(_states.Count) is { } stuck
            ? new(_states.Count, moves, "Somebody waits for ever.", Trace(stuck))
            : new(_states.Count, moves, null, []);
    }

    private IEnumerable<(Move Move, World<TOracle> Next)> Successors(World<TOracle> world)
    {
        for (var actor = 0; actor < scenario.Actors.Count; actor++)
        {
            foreach (var kind in _kinds)
            {
                // Only steps have choices.
                for (var choice = 0; choice == 0 || kind == MoveKind.Step; choice++)
                {
                    var move = new Move(actor, kind, choice);
                    if (world.After(move) is not { } next)
                    {
                        break;
                    }

                    yield return (move, next);
                }
            }
        }
    }

    private int Meet(World<TOracle> world, int from, Move move)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, _fingerprint.Of(world), out var isKnown);
        if (!isKnown)
        {
            number = _origins.Count < MaxStates ? _origins.Count : throw new InvalidOperationException("The scenario has too many states.");
            _origins.Add((from, move));
            _unvisited.Enqueue(world);
        }

        return number;
    }

    private IReadOnlyList<string> Trace(int state, params ReadOnlySpan<Move> last)
    {
        var moves = new Stack<Move>(last.ToArray());
        for (; state > 0; state = _origins[state].From)
        {
            moves.Push(_origins[state].Move);
        }

        return new Narration<TOracle>(scenario).Tell(moves);
    }
}
