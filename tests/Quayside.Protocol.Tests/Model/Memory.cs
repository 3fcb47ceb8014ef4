// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Examination;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Model;

/// <summary>Words as a weakly ordered machine shows them.</summary>
/// <remarks>
/// <para>
/// Each word has a history of values, each actor a view: the oldest value of each word that it may still see. A read takes any value not
/// older than that. So a write is in a buffer, word by word, towards each reader by itself, until that reader has seen something that was
/// ordered after it; this includes every run of a machine with store buffers, of one whose stores overtake each other, and of one that
/// reads early. What orders: a release sends the writer's view along with the value, an acquire takes it; barriers do so for
/// the plain accesses around them; full fences join one view that all of them have in common. Exchanges read the value just before theirs.
/// A plain write may come before values that its writer has not seen. These are the rules of C11 as repaired (RC11), run forwards.
/// </para>
/// <para>
/// A comparison that fails is an acquire at most, as on Arm, although the interface promises more. Not modelled: a read that sees a write
/// which depends on that very read or comes after it in the program (load buffering), mixed sizes, and torn words.
/// </para>
/// </remarks>
internal sealed class Memory
{
    // Room between two values, for later ones that come before the last.
    private const int Spacing = 1 << 20;

    private readonly Message[][] _words;
    private readonly Outlook[] _outlooks;
    private View _fenced;

    /// <summary>Makes memory in which all words are 0.</summary>
    public Memory(int words, int actors)
    {
        _fenced = View.AtFirst(words);
        var zero = new Message(0, 0, _fenced, IsAttached: false);
        _words = [.. Enumerable.Repeat<Message[]>([zero], words)];
        _outlooks = [.. Enumerable.Repeat(Outlook.From(_fenced), actors)];
    }

    /// <summary>Copies memory.</summary>
    public Memory(Memory other)
    {
        _fenced = other._fenced;
        _words = [.. other._words];
        _outlooks = [.. other._outlooks];
    }

    /// <summary>Gets the words.</summary>
    public ReadOnlySpan<Message[]> Words => _words;

    /// <summary>Gets what all full fences have in common.</summary>
    public View Fenced => _fenced;

    /// <summary>Gets what an actor may still see.</summary>
    public Outlook OutlookOf(int actor) => _outlooks[actor];

    /// <summary>Lets an actor see at least what another has seen: the kernel's own order, at wakes and deaths.</summary>
    public void Follow(int actor, int other)
    {
        var (outlook, seen) = (_outlooks[actor], _outlooks[other].Current);
        _outlooks[actor] = outlook with { Current = outlook.Current.Join(seen), Acquired = outlook.Acquired.Join(seen) };
    }

    /// <summary>Gets one of the values that an access may meet, or null when there are no more.</summary>
    public Message? Candidate(int actor, in Access access, int choice)
    {
        var word = _words[access.Word];
        var seen = _outlooks[actor].Current[access.Word];
        var fenced = access.Order == Order.Full ? int.Max(_outlooks[actor].Acquired[access.Word], _fenced[access.Word]) : seen;
        for (var index = 0; index < word.Length; index++)
        {
            var isLast = index + 1 == word.Length || !word[index + 1].IsAttached;
            var isCandidate = access.Kind switch
            {
                AccessKind.Read or AccessKind.Sleep or AccessKind.SleepForAWhile => word[index].Time >= fenced,
                AccessKind.CompareExchange when word[index].Value != access.Expected => word[index].Time >= seen,
                _ => isLast && word[index].Time >= fenced,
            };
            if (isCandidate && choice-- == 0)
            {
                return word[index];
            }
        }

        return null;
    }

    /// <summary>Reads, or fails to exchange.</summary>
    public ulong Read(int actor, in Access access, Message met)
    {
        _outlooks[actor] = _outlooks[actor].Learn(access.Word, met, access.Order != Order.Plain);
        return met.Value;
    }

    /// <summary>Writes after the value that was met.</summary>
    public void Write(int actor, in Access access, Message met)
    {
        ref var outlook = ref _outlooks[actor];
        Put(ref outlook, access, met, access.Order == Order.Plain ? outlook.Released : outlook.Current, isAttached: false);
    }

    /// <summary>Reads the value that was met, and writes after it.</summary>
    public ulong Exchange(int actor, in Access access, Message met)
    {
        ref var outlook = ref _outlooks[actor];
        if (access.Order == Order.Full)
        {
            Fence(actor);
        }

        outlook = outlook.Learn(access.Word, met, access.Order != Order.Plain);
        var carried = access.Order == Order.Plain ? outlook.Released.Join(met.View) : outlook.Current;
        Put(ref outlook, access, met, carried, isAttached: true);
        if (access.Order == Order.Full)
        {
            Fence(actor);
        }

        return met.Value;
    }

    /// <summary>Keeps later accesses behind earlier reads.</summary>
    public void ReadBarrier(int actor) => _outlooks[actor] = _outlooks[actor] with { Current = _outlooks[actor].Acquired };

    /// <summary>Keeps later writes behind earlier accesses.</summary>
    public void WriteBarrier(int actor) => _outlooks[actor] = _outlooks[actor] with { Released = _outlooks[actor].Current };

    /// <summary>Keeps everything where it is.</summary>
    public void Fence(int actor)
    {
        _fenced = _fenced.Join(_outlooks[actor].Acquired);
        _outlooks[actor] = Outlook.From(_fenced);
    }

    private void Put(ref Outlook outlook, in Access access, Message met, View carried, bool isAttached)
    {
        var word = _words[access.Word];
        var index = Array.IndexOf(word, met) + 1;
        var time = index == word.Length ? met.Time + Spacing : (met.Time + word[index].Time) / 2;
        var message = new Message(time, access.Value, carried.With(access.Word, time), isAttached);
        _words[access.Word] = [.. word[..index], message, .. word[index..]];
        outlook = outlook.Learn(access.Word, message, acquires: false);
    }
}
