// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Locks;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Contenders take the lock, add one to both words of the data, and leave.</summary>
internal static class LockScenario
{
    public const long Lock = 0;
    public const long First = 128;
    public const long Second = 136;

    /// <summary>Gets the words.</summary>
    public static IReadOnlyList<Word> Words { get; } = [new(Lock, "lock", Shown.Lock), new(First, "first"), new(Second, "second")];

    /// <summary>Makes the actors.</summary>
    public static Scenario<LockOracle> Of(params ReadOnlySpan<Contender> contenders)
    {
        var actors = new List<Actor<LockOracle>>();
        foreach (var contender in contenders)
        {
            var first = new Entering(contender, contender.Turns, HasSlept: false);
            actors.Add(new($"{(char)('A' + contender.Index)}", first) { Owner = contender.Owner });
        }

        return new(Words, actors);
    }

    /// <summary>Lets some actors die.</summary>
    public static Scenario<LockOracle> Killing(this Scenario<LockOracle> scenario, params int[] who) => scenario with
    {
        Actors = [.. scenario.Actors.Select((actor, index) => actor with { MayDie = who.Contains(index) })],
        Deaths = who.Length,
    };

    /// <summary>Lets an actor start when others have finished or died.</summary>
    public static Scenario<LockOracle> Starting(this Scenario<LockOracle> scenario, int who, params int[] after) => scenario with
    {
        Actors = [.. scenario.Actors.Select((actor, index) => index == who ? actor with { After = after } : actor)],
    };

    private sealed record Entering(Contender Me, int Turns, bool HasSlept) : Stage<LockOracle>
    {
        public override Stage<LockOracle>? Run(ActorWords<LockOracle> words)
        {
            if (Turns == 0)
            {
                return null;
            }

            if (!HasSlept && LockProtocol.TryTake(words, Lock, Me.Owner))
            {
                return new Inside(Me, Turns, LockStep.Acquired);
            }

            var step = LockProtocol.Advance(words, Lock, Me.Owner, words, willSleep: true, HasSlept && !Me.Forgets, out var seen);
            if (step != LockStep.Busy)
            {
                return new Inside(Me, Turns, step);
            }

            if (Me.HasTimeout)
            {
                words.SleepForAWhile(Lock, seen);
                return words.Perhaps() ? new GivingUp(Me, Turns) : this with { HasSlept = true };
            }

            words.Sleep(Lock, seen);
            return this with { HasSlept = true };
        }
    }

    // Its time is over, or it is cancelled: one more round, for the sake of those in whose place it may have been woken.
    private sealed record GivingUp(Contender Me, int Turns) : Stage<LockOracle>
    {
        public override Stage<LockOracle>? Run(ActorWords<LockOracle> words)
        {
            var step = LockProtocol.Advance(words, Lock, Me.Owner, words, willSleep: false, hasSlept: !Me.Forgets, out _);
            return step == LockStep.Busy ? null : new Inside(Me, Turns, step);
        }
    }

    private sealed record Inside(Contender Me, int Turns, LockStep Step) : Stage<LockOracle>
    {
        public override Stage<LockOracle>? Run(ActorWords<LockOracle> words)
        {
            words.Tell((ref LockOracle oracle) => oracle.Enter(Me.Index, Step));
            var (first, second) = (words.Read(First), words.Read(Second));
            words.Tell((ref LockOracle oracle) => oracle.See(first, second));
            var isDirty = Step == LockStep.Abandoned && !Me.Mends;
            if (!isDirty)
            {
                // Who mends, completes what was begun.
                first += Step == LockStep.Abandoned ? 0UL : 1;
                words.Write(First, first);
                words.Write(Second, first);
                _ = Step == LockStep.Abandoned && LockProtocol.TryMarkConsistent(words, Lock, Me.Owner);
            }

            _ = LockProtocol.TryLeave(words, Lock, Me.Owner, out var wakes);
            words.Tell((ref LockOracle oracle) => oracle.Leave(Me.Index, first, isDirty));
            if (wakes)
            {
                words.WakeOne(Lock);
            }

            return new Entering(Me, Turns - 1, HasSlept: false);
        }
    }
}
