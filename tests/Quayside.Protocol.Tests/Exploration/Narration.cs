// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Tells in words what happens.</summary>
internal sealed class Narration<TOracle>(Scenario<TOracle> scenario)
    where TOracle : unmanaged, IOracle
{
    /// <summary>Gets one line for each move, from the first state on.</summary>
    public IReadOnlyList<string> Tell(IEnumerable<Move> moves)
    {
        var world = new World<TOracle>(scenario);
        var lines = new List<string>();
        foreach (var move in moves)
        {
            lines.Add($"{lines.Count + 1,3}. {scenario.Actors[move.Actor].Name,-10} {Tell(world, move)}");
            world = world.After(move)!;
        }

        return lines;
    }

    private string Tell(World<TOracle> world, Move move) => move.Kind switch
    {
        MoveKind.Die => "is killed",
        MoveKind.SliceEnds => "looks again: its slice is over",
        MoveKind.AllSlicesEnd => "and all others look again: nobody was awake, and their slices are over",
        MoveKind.TimeIsOver => "has slept long enough",
        _ => Tell(world, move, world.NodeOf(move.Actor)!.Access),
    };

    private string Tell(World<TOracle> world, Move move, in Access access)
    {
        var word = scenario.Words[access.Word];
        switch (access.Kind)
        {
            case AccessKind.IsAlive:
                var owner = world.ActorOf(access.Value);
                return $"learns that {(owner < 0 ? "nobody" : scenario.Actors[owner].Name)} {(world.IsAlive(owner) ? "lives" : "is dead")}";
            case AccessKind.Perhaps:
                return move.Choice == 0 ? "goes on" : "has no more time";
            case AccessKind.WakeAll:
                return $"wakes all who sleep on {word.Name}";
            case AccessKind.WakeOne:
                var sleeper = world.Sleeper(access.Word, move.Choice);
                return $"wakes {(sleeper < 0 ? "nobody" : scenario.Actors[sleeper].Name)} on {word.Name}";
            default:
                var met = world.Memory.Candidate(move.Actor, access, move.Choice)!;
                var late = met == world.Memory.Words[access.Word][^1] ? "" : " (not the latest)";
                return $"{Tell(access, word, met.Value)}{late}";
        }
    }

    private static string Tell(in Access access, Word word, ulong met)
    {
        var order = (access.Kind, access.Order) switch
        {
            (AccessKind.Read, Order.OneWay) => ", acquire",
            (AccessKind.Write, Order.OneWay) => ", release",
            (AccessKind.Exchange or AccessKind.CompareExchange, Order.Plain) => ", without order",
            (AccessKind.Exchange or AccessKind.CompareExchange, Order.OneWay) => ", without a fence",
            _ => "",
        };
        var value = word.Show(access.Value);
        return access.Kind switch
        {
            AccessKind.Read => $"reads {word.Name}{order}: {word.Show(met)}",
            AccessKind.Write => $"writes {word.Name}{order}: {value}",
            AccessKind.Exchange => $"exchanges {word.Name}{order}: {word.Show(met)} -> {value}",
            AccessKind.CompareExchange when met == access.Expected => $"exchanges {word.Name}{order}: {word.Show(met)} -> {value}",
            AccessKind.CompareExchange => $"wants {word.Name}{order}: {word.Show(access.Expected)} -> {value}, finds {word.Show(met)}",
            _ when access.Holds(met) => $"falls asleep on {word.Name}: {word.Show(met)}",
            _ => $"does not sleep on {word.Name}: {word.Show(met)}",
        };
    }
}
