// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Frames;
using Quayside.Participants;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Publishers, one at a time, draw frames of one word each; readers look at them in place.</summary>
/// <param name="Slots">Slots. Two are enough to draw in one that somebody looks at, if it could be.</param>
/// <param name="Readers">Readers, in places 0 and up.</param>
internal sealed record FrameScenario(int Slots, int Readers)
{
    public const long Bell = 0;

    /// <summary>The index of the word of slots given back.</summary>
    public const int Released = 3;

    private const int Body = 128;

    /// <summary>Gets the layout: a pin for each reader, and no lines for publishers.</summary>
    public FrameLayout Layout => new(Body, Readers, Slots, sizeof(ulong)) { Pins = 1 };

    /// <summary>Gets the owner bits of a publisher.</summary>
    public static ulong PublisherOf(int index) => OwnerWord.Of(index, generation: 1);

    /// <summary>Gets the owner bits of a reader.</summary>
    public static ulong ReaderOf(int place) => OwnerWord.Of(100 + place, generation: 1);

    /// <summary>Gets whether a word, by its index, is the head of a slot.</summary>
    public bool IsHead(int word) => word >= Fixed && word < Fixed + Slots;

    /// <summary>Gets whether a word, by its index, is a pin.</summary>
    public bool IsPin(int word) => word >= Fixed + (2 * Slots) && (word - Fixed) % 2 == 1;

    /// <summary>Gets whether a word, by its index, is a cursor.</summary>
    public bool IsCursor(int word) => word >= Fixed + (2 * Slots) && (word - Fixed) % 2 == 0;

    /// <summary>Gets whether a word, by its index, is the latest frame's.</summary>
    public static bool IsLatest(int word) => word == 2;

    /// <summary>Gets whether readers come in while others are at work; else the first thing of all is that the last of them has come.</summary>
    public bool ReadersCome { get; init; }

    /// <summary>Puts actors together.</summary>
    public Scenario<FrameOracle> Of(params Actor<FrameOracle>[] actors)
    {
        if (ReadersCome)
        {
            return new(Words(), actors);
        }

        var first = new Actor<FrameOracle>("O", new FrameComing(this, Readers - 1, Then: null));
        return new(Words(), [.. actors.Select(actor => actor with { After = [.. actor.After, actors.Length] }), first]);
    }

    /// <summary>Makes a publisher that has the role to itself.</summary>
    public Actor<FrameOracle> Publisher(int frames, bool keepsUnread = false) =>
        new("P", new FramePublishing(this, 0, frames) { KeepsUnread = keepsUnread }) { Owner = PublisherOf(0) };

    /// <summary>Makes one of several publishers, who takes the role first.</summary>
    /// <param name="index">0 for the first.</param>
    /// <param name="frames">How many it publishes.</param>
    /// <param name="borrow">How it finds a slot, if not as the library does.</param>
    /// <param name="keepsUnread">Whether it waits for readers that want every frame.</param>
    public Actor<FrameOracle> Rival(int index, int frames, Borrowing? borrow = null, bool keepsUnread = false)
    {
        var publishing = new FramePublishing(this, index, frames) { HasLock = true, Borrow = borrow, KeepsUnread = keepsUnread };
        return new($"{(char)('A' + index)}", new FrameEntering(publishing, HasSlept: false)) { Owner = PublisherOf(index) };
    }

    /// <summary>Makes a reader of the latest frames that looks some times.</summary>
    public Actor<FrameOracle> Reader(int place, int looks) => Reading(place, new FrameReading(this, place, looks));

    /// <summary>Makes a reader of every frame up to one, which waits for them and for which the publisher waits.</summary>
    public Actor<FrameOracle> Follower(int place, ulong last) => Reading(place, new FrameFollowing(this, place, last));

    /// <summary>Makes a reader of every frame from the first up to one that is there, which waits for none.</summary>
    public Actor<FrameOracle> Taker(int place, ulong last) =>
        Reading(place, new FrameTaking(new FrameFollowing(this, place, last) { TakesWhatIsThere = true }, Cursor: 1));

    /// <summary>Makes a reader that wants one frame from a sequence on, once, if it is there.</summary>
    public Actor<FrameOracle> TakerOfOne(int place, ulong cursor) => Reading(place, new FrameTakingOnce(this, place, cursor));

    /// <summary>Makes a reader that looks at the latest frame once all is over.</summary>
    public Actor<FrameOracle> Newcomer(int place, params int[] others) => Reading(place, new FrameFindingLast(this, place)) with { After = others };

    /// <summary>Makes an actor of a reader's program.</summary>
    public Actor<FrameOracle> Reading(int place, Stage<FrameOracle> first) =>
        new($"{(char)('R' + place)}", new FrameComing(this, place, first)) { Owner = ReaderOf(place) };

    private const int Fixed = 6;

    private List<Word> Words()
    {
        var layout = Layout;
        var words = new List<Word>
        {
            new(Bell, "bell"), new(layout.Lock, "lock", Shown.Lock), new(layout.Latest, "latest", latest => $"frame {latest >> 8} in {latest & 0xFF}"),
            new(layout.Released, "released"), new(layout.Bell, "bell of released"),
            new(layout.Reach, "reach"),
        };
        words.AddRange(Enumerable.Range(0, Slots).Select(slot => new Word(layout.Head(slot), $"head {slot}")));
        words.AddRange(Enumerable.Range(0, Slots).Select(slot => new Word(layout.Pixels(slot), $"pixels {slot}", value => $"{value:x}")));
        for (var place = 0; place < Readers; place++)
        {
            words.Add(new(layout.Cursor(place), $"cursor of {(char)('R' + place)}"));
            words.Add(new(layout.Pin(place, 0), $"pin of {(char)('R' + place)}", pin => pin == 0 ? "none" : $"slot {pin - 1}"));
        }

        return words;
    }
}
