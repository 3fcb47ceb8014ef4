// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Signals;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Publishers write something, each a word of its own, and announce it; waiters wait for the change and look.</summary>
internal static class SignalScenario
{
    public const long Count = 0;
    public const long Bell = 128;

    /// <summary>Gets the words.</summary>
    private static readonly IReadOnlyList<Word> _words =
        [new(Count, "version"), new(Bell, "bell"), new(NoteOf(0), "note of P"), new(NoteOf(1), "note of Q")];

    private static readonly Func<ActorWords<SignalOracle>, bool> _increment = words => SignalProtocol.Increment(words, Count, Bell, out _);

    /// <summary>Gets where a publisher writes what it announces.</summary>
    public static long NoteOf(int publisher) => 256 + (128 * publisher);

    /// <summary>Puts actors together.</summary>
    public static Scenario<SignalOracle> Of(params Actor<SignalOracle>[] actors) => new(_words, actors);

    /// <summary>Makes a publisher.</summary>
    /// <param name="index">0 or 1.</param>
    /// <param name="times">How often it publishes.</param>
    /// <param name="announce">How, if not as the library does.</param>
    public static Actor<SignalOracle> Publisher(int index, int times, Func<ActorWords<SignalOracle>, bool>? announce = null) =>
        new(index == 0 ? "P" : "Q", new Publishing(index, times, Done: 0, announce ?? _increment));

    /// <summary>Makes a waiter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="goal">The version at which it is content.</param>
    public static Actor<SignalOracle> Waiter(string name, ulong goal) => new(name, new Waiting(goal, Known: 0));

    /// <summary>Makes somebody who looks when all is over.</summary>
    public static Actor<SignalOracle> Newcomer(params int[] publishers) => new("N", new Counting()) { After = publishers };

    private sealed record Publishing(int Index, int Times, uint Done, Func<ActorWords<SignalOracle>, bool> Announce) : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            if (Done == Times)
            {
                return null;
            }

            words.Write(NoteOf(Index), Done + 1);
            words.Tell((ref SignalOracle oracle) => oracle.Begin());
            var wakes = Announce(words);
            words.Tell((ref SignalOracle oracle) => oracle.End());
            if (wakes)
            {
                words.WakeAll(Count);
            }

            return this with { Done = Done + 1 };
        }
    }

    private sealed record Waiting(ulong Goal, ulong Known) : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            var now = SignalProtocol.Arm(words, Count, words, Bell);
            if (now == Known)
            {
                words.Sleep(Count, Known);
                return this;
            }

            if (now < Goal)
            {
                return this with { Known = now };
            }

            var notes = words.Read(NoteOf(0)) + words.Read(NoteOf(1));
            words.Tell((ref SignalOracle _) => notes < now ? "A waiter does not see what was announced." : null);
            return null;
        }
    }

    private sealed record Counting : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            var version = words.Load(Count);
            words.Tell((ref SignalOracle oracle) => oracle.Count(version));
            return null;
        }
    }
}
