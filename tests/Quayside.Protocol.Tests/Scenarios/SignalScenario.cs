// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Publishers write something, each a word of its own, and announce it; waiters wait for the change and look.</summary>
internal static class SignalScenario
{
    public const long Version = 0;
    public const long Bell = 128;

    /// <summary>Gets the words.</summary>
    private static readonly IReadOnlyList<Word> _words =
        [new(Version, "version"), new(Bell, "bell"), new(NoteOf(0), "note of P"), new(NoteOf(1), "note of Q")];

    /// <summary>Gets where a publisher writes what it announces.</summary>
    public static long NoteOf(int publisher) => 256 + (128 * publisher);

    /// <summary>Puts actors together.</summary>
    public static Scenario<SignalOracle> Of(params Actor<SignalOracle>[] actors) => new(_words, actors);

    /// <summary>Makes a publisher.</summary>
    public static Actor<SignalOracle> Publisher(int index, int times) => new(index == 0 ? "P" : "Q", new Publishing(index, times));

    /// <summary>Makes a waiter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="goal">The version at which it is content.</param>
    public static Actor<SignalOracle> Waiter(string name, ulong goal) => new(name, new Waiting(goal, Known: 0));

    /// <summary>Makes somebody who looks when all is over.</summary>
    public static Actor<SignalOracle> Newcomer(params int[] publishers) => new("N", new Counting()) { After = publishers };

    private sealed record Publishing(int Index, int Times) : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            if (Times == 0)
            {
                return null;
            }

            words.Write(NoteOf(Index), words.Read(NoteOf(Index)) + 1);
            words.Tell((ref SignalOracle oracle) => oracle.Begin());
            var wakes = SignalProtocol.Increment(words, Version, Bell, out _);
            words.Tell((ref SignalOracle oracle) => oracle.End());
            if (wakes)
            {
                words.WakeAll(Version);
            }

            return this with { Times = Times - 1 };
        }
    }

    private sealed record Waiting(ulong Goal, ulong Known) : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            var now = SignalProtocol.Arm(words, Version, words, Bell);
            if (now == Known)
            {
                words.Sleep(Version, Known);
                return this;
            }

            var notes = words.Read(NoteOf(0)) + words.Read(NoteOf(1));
            words.Tell((ref SignalOracle _) => notes < now ? "A waiter does not see what was announced." : null);
            return now < Goal ? this with { Known = now } : null;
        }
    }

    private sealed record Counting : Stage<SignalOracle>
    {
        public override Stage<SignalOracle>? Run(ActorWords<SignalOracle> words)
        {
            var version = words.Load(Version);
            words.Tell((ref SignalOracle oracle) => oracle.Count(version));
            return null;
        }
    }
}
