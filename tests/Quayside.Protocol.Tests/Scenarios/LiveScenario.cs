// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Live;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Signals;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Writers, one at a time by the lock, make versions of a value of two words; readers read them.</summary>
internal static class LiveScenario
{
    public const long Bell = 0;
    private const int Body = 128;
    private const int Capacity = 16;

    private static readonly LiveLayout _layout = new(Body, Capacity);

    /// <summary>Gets the latest version.</summary>
    public static long Latest => _layout.Latest;

    /// <summary>Gets the offset of the sequence of a version's slot.</summary>
    public static long SlotOf(ulong version) => _layout.SlotOf(version);

    /// <summary>Gets whether a word, by its index, is the sequence of a slot.</summary>
    public static bool IsSequence(int word) => word >= 3 && word % 3 == 0;

    /// <summary>Gets whether a word, by its index, is the second one of a payload.</summary>
    public static bool IsSecond(int word) => word >= 3 && word % 3 == 2;

    /// <summary>Gets the words that so many versions need.</summary>
    private static List<Word> Words(int versions)
    {
        var words = new List<Word> { new(Bell, "bell"), new(_layout.Lock, "lock", Shown.Lock), new(Latest, "latest") };
        for (var slot = 0; slot < int.Min(versions + 1, LiveLayout.Slots); slot++)
        {
            words.Add(new(SlotOf((ulong)slot), $"sequence {slot}"));
            words.Add(new(FirstOf(SlotOf((ulong)slot)), $"first {slot}", value => $"{value:x}"));
            words.Add(new(SecondOf(SlotOf((ulong)slot)), $"second {slot}", value => $"{value:x}"));
        }

        return words;
    }

    /// <summary>Puts actors together.</summary>
    /// <param name="versions">How many versions there can be.</param>
    /// <param name="actors">The actors.</param>
    public static Scenario<LiveOracle> Of(int versions, params Actor<LiveOracle>[] actors) => new(Words(versions), actors);

    /// <summary>Makes a writer.</summary>
    public static Actor<LiveOracle> Writer(int index, int versions) =>
        new($"{(char)('A' + index)}", new Entering(index, versions, HasSlept: false)) { Owner = OwnerOf(index) };

    /// <summary>Makes a reader that looks some times.</summary>
    public static Actor<LiveOracle> Reader(string name, int looks) => new(name, new Reading(looks, Earlier: 0));

    /// <summary>Makes a reader that waits for a version.</summary>
    public static Actor<LiveOracle> Waiter(string name, ulong goal) => new(name, new Waiting(goal, Known: 0));

    /// <summary>Makes a reader that looks when the writers have finished or died.</summary>
    public static Actor<LiveOracle> Newcomer(params int[] writers) => new("N", new LastReading()) { After = writers };

    private static ulong OwnerOf(int index) => OwnerWord.Of(index, generation: 1);

    private static long FirstOf(long slot) => slot + LiveLayout.HeadSize;

    private static long SecondOf(long slot) => slot + LiveLayout.HeadSize + 8;

    private sealed record Entering(int Index, int Versions, bool HasSlept) : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            if (LockProtocol.Advance(words, _layout.Lock, OwnerOf(Index), words, willSleep: true, HasSlept, out var seen) != LockStep.Busy)
            {
                _ = LockProtocol.TryMarkConsistent(words, _layout.Lock, OwnerOf(Index));
                return new Writing(Index, Versions);
            }

            words.Sleep(_layout.Lock, seen);
            return this with { HasSlept = true };
        }
    }

    private sealed record Writing(int Index, int Versions) : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            if (Versions == 0)
            {
                return new Leaving(Index);
            }

            var slot = LiveProtocol.BeginWrite(words, _layout, out var version);
            var value = (version << 8) | (uint)(0xA + Index);
            words.Write(FirstOf(slot), value);
            words.Write(SecondOf(slot), value);
            var wakes = LiveProtocol.EndWrite(words, _layout, Bell, slot, version);
            words.Tell((ref LiveOracle oracle) => oracle.Announce(version, value));
            if (wakes)
            {
                words.WakeAll(Latest);
            }

            return this with { Versions = Versions - 1 };
        }
    }

    private sealed record Leaving(int Index) : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            if (LockProtocol.TryLeave(words, _layout.Lock, OwnerOf(Index), out var wakes) && wakes)
            {
                words.WakeOne(_layout.Lock);
            }

            return null;
        }
    }

    private sealed record Reading(int Looks, ulong Earlier) : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            if (Looks == 0)
            {
                return null;
            }

            var version = Earlier;
            if (LiveProtocol.TryBeginRead(words, _layout, out var slot, out var latest))
            {
                var (first, second) = (words.Read(FirstOf(slot)), words.Read(SecondOf(slot)));
                if (LiveProtocol.EndRead(words, slot, latest))
                {
                    words.Tell((ref LiveOracle oracle) => oracle.See(latest, first, second, Earlier));
                    version = latest;
                }
            }

            return new Reading(Looks - 1, version);
        }
    }

    private sealed record Waiting(ulong Goal, ulong Known) : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            var latest = SignalProtocol.Arm(words, Latest, words, Bell);
            if (latest == Known)
            {
                words.Sleep(Latest, Known);
                return this;
            }

            return latest < Goal ? this with { Known = latest } : null;
        }
    }

    private sealed record LastReading : Stage<LiveOracle>
    {
        public override Stage<LiveOracle>? Run(ActorWords<LiveOracle> words)
        {
            var isWhole = LiveProtocol.TryBeginRead(words, _layout, out var slot, out var version);
            var (first, second) = isWhole ? (words.Read(FirstOf(slot)), words.Read(SecondOf(slot))) : default;
            isWhole = isWhole && LiveProtocol.EndRead(words, slot, version);
            words.Tell((ref LiveOracle oracle) => oracle.SeeAtLast(isWhole, version) ??
                (isWhole ? oracle.See(version, first, second, earlier: 0) : null));
            return null;
        }
    }
}
