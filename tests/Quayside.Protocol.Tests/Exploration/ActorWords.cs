// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Platform.Memory;
using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>The world as a program meets it: what it was answered before, it is answered again; at the first new question it stops.</summary>
/// <param name="words">The words there are.</param>
/// <param name="answers">The answers so far.</param>
/// <param name="mutation">What is wrong with the protocol.</param>
internal sealed class ActorWords<TOracle>(IReadOnlyList<Word> words, IReadOnlyList<ulong> answers, Mutation? mutation)
    : ISharedWords, ILife
    where TOracle : unmanaged, IOracle
{
    private int _answered;
    private Access? _late;
    private bool _isDue;

    /// <summary>Gets the access at which the program stopped.</summary>
    public Access Asked { get; private set; }

    /// <summary>Gets what it tells the oracle there.</summary>
    public Telling<TOracle>? Told { get; private set; }

    /// <inheritdoc/>
    public ulong Read(long offset) => Ask(new(AccessKind.Read, Order.Plain, IndexOf(offset)));

    /// <inheritdoc/>
    public ulong Load(long offset) => Ask(new(AccessKind.Read, Order.OneWay, IndexOf(offset)));

    /// <inheritdoc/>
    public void Write(long offset, ulong value) => Ask(new(AccessKind.Write, Order.Plain, IndexOf(offset), value));

    /// <inheritdoc/>
    public void Store(long offset, ulong value) => Ask(new(AccessKind.Write, Order.OneWay, IndexOf(offset), value));

    /// <inheritdoc/>
    public ulong Exchange(long offset, ulong value) => Ask(new(AccessKind.Exchange, Order.Full, IndexOf(offset), value));

    /// <inheritdoc/>
    public ulong CompareExchange(long offset, ulong value, ulong expected) =>
        Ask(new(AccessKind.CompareExchange, Order.Full, IndexOf(offset), value, expected));

    /// <inheritdoc/>
    public void ReadBarrier() => Ask(new(AccessKind.ReadBarrier));

    /// <inheritdoc/>
    public void WriteBarrier() => Ask(new(AccessKind.WriteBarrier));

    /// <inheritdoc/>
    public bool IsAlive(ulong owner) => Ask(new(AccessKind.IsAlive, Value: owner)) != 0;

    /// <summary>Sleeps until somebody wakes, unless the low half of the word is another than that of what was seen.</summary>
    public void Sleep(long offset, ulong seen) => Ask(new(AccessKind.Sleep, Order.Full, IndexOf(offset), Expected: seen));

    /// <summary>The same, for a time.</summary>
    public void SleepForAWhile(long offset, ulong seen) => Ask(new(AccessKind.SleepForAWhile, Order.Full, IndexOf(offset), Expected: seen));

    /// <summary>Gets true in some runs, and false in others.</summary>
    public bool Perhaps() => Ask(new(AccessKind.Perhaps)) != 0;

    /// <summary>Wakes one who sleeps on a word.</summary>
    public void WakeOne(long offset) => Ask(new(AccessKind.WakeOne, Order.Full, IndexOf(offset)));

    /// <summary>Wakes all who sleep on a word.</summary>
    public void WakeAll(long offset) => Ask(new(AccessKind.WakeAll, Order.Full, IndexOf(offset)));

    /// <summary>Tells the oracle something, in the same step as the access before.</summary>
    public void Tell(Telling<TOracle> telling) => Ask(new(AccessKind.Tell), telling);

    /// <summary>Does what is still late, at the end of a piece.</summary>
    public void Finish()
    {
        if (_late is { } late)
        {
            (_late, _isDue) = (null, false);
            Answer(late);
        }
    }

    private ulong Ask(Access access, Telling<TOracle>? telling = null)
    {
        if (mutation is null || access.Kind == AccessKind.Tell)
        {
            return Answer(access, telling);
        }

        if (mutation.Alter(access) is not { } altered)
        {
            return 0;
        }

        if (_isDue)
        {
            Finish();
        }

        if (_late is null && mutation.IsLate(altered))
        {
            _late = altered;
            return 0;
        }

        var answer = Answer(altered);
        _isDue = _late is not null && mutation.IsAwaited(altered);
        return answer;
    }

    private ulong Answer(Access access, Telling<TOracle>? telling = null)
    {
        if (_answered < answers.Count)
        {
            return answers[_answered++];
        }

        (Asked, Told) = (access, telling);
        throw Pause.Now;
    }

    private int IndexOf(long offset)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].Offset == offset)
            {
                return index;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(offset), offset, "Not a word of this scenario.");
    }
}
