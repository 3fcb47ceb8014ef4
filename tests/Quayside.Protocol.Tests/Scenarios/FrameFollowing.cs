// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Signals;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Begins to want every frame.</summary>
/// <param name="Of">The scenario.</param>
/// <param name="Place">The reader's place.</param>
/// <param name="Last">The frame with which it ends, unless it begins after that.</param>
internal sealed record FrameFollowing(FrameScenario Of, int Place, ulong Last) : Stage<FrameOracle>
{
    /// <summary>Gets whether it does not look whether a frame was published meanwhile: wrong.</summary>
    public bool IsHasty { get; init; }

    /// <summary>Gets whether it does not cease before it tries again: wrong.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Gets whether it says that it wants the next frame before it has pinned this one: wrong.</summary>
    public bool MovesOnFirst { get; init; }

    /// <summary>Gets whether frames may be dropped, and it ends when there is none, or it has been disturbed twice.</summary>
    public bool TakesWhatIsThere { get; init; }

    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        if (FrameProtocol.TryFollow(words, Of.Layout, Place, out var cursor) || IsHasty)
        {
            return new FrameTaking(this, cursor);
        }

        if (!GoesOn)
        {
            Cease(words);
        }

        return this;
    }

    /// <summary>Ceases to want every frame.</summary>
    public void Cease(ActorWords<FrameOracle> words)
    {
        if (FrameProtocol.Unfollow(words, Of.Layout, Place))
        {
            words.WakeAll(Of.Layout.Released);
        }
    }
}

/// <summary>Takes one frame after the other, and waits for the next.</summary>
internal sealed record FrameTaking(FrameFollowing By, ulong Cursor, int Disturbances = 0) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var (of, place) = (By.Of, By.Place);
        var layout = of.Layout;
        var pin = layout.Pin(place, 0);
        if (Cursor > By.Last)
        {
            By.Cease(words);
            return null;
        }

        var latest = words.Load(layout.Latest);
        if (By.MovesOnFirst)
        {
            FrameProtocol.MoveOn(words, layout, place, Cursor + 1);
        }

        switch (FrameProtocol.TryPinNext(words, layout, pin, Cursor, out var slot, out var sequence))
        {
            case FrameStep.Nothing:
                if (By.TakesWhatIsThere)
                {
                    return null;
                }

                if (SignalProtocol.Arm(words, layout.Latest, words, FrameScenario.Bell) == latest)
                {
                    words.Sleep(layout.Latest, latest);
                }

                return this;

            case FrameStep.Disturbed:
                FrameReading.Release(words, of, pin);
                return By.TakesWhatIsThere && Disturbances == 1 ? null : this with { Disturbances = Disturbances + 1 };

            default:
                var (wanted, mayMiss) = (Cursor, By.TakesWhatIsThere);
                words.Tell((ref FrameOracle oracle) => mayMiss ? null : oracle.Miss(wanted, sequence));
                FrameProtocol.MoveOn(words, layout, place, sequence + 1);
                var value = words.Read(layout.Pixels(slot));
                words.Tell((ref FrameOracle oracle) => oracle.See(sequence, value));
                FrameReading.Release(words, of, pin);
                return this with { Cursor = sequence + 1 };
        }
    }
}
