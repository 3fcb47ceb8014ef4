// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Comes in, and goes on as a reader.</summary>
internal sealed record FrameComing(FrameScenario Of, int Place, Stage<FrameOracle>? Then) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        FrameProtocol.Enter(words, Of.Layout, Place);
        return Then;
    }
}

/// <summary>Looks at the latest frame some times.</summary>
internal sealed record FrameReading(FrameScenario Of, int Place, int Looks) : Stage<FrameOracle>
{
    /// <summary>Gets whether it looks on after it has taken its pin away: wrong.</summary>
    public bool LooksOn { get; init; }

    /// <summary>Gets whether it lets publishers look at its line after it has pinned a frame: wrong.</summary>
    public bool ComesLate { get; init; }

    /// <summary>Gets whether it never takes its pin away.</summary>
    public bool Holds { get; init; }

    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        if (Looks == 0)
        {
            return null;
        }

        var layout = Of.Layout;
        var pin = layout.Pin(Place, 0);
        var step = FrameProtocol.TryPinLatest(words, layout, pin, known: 0, out var slot, out var sequence);
        if (ComesLate)
        {
            FrameProtocol.Enter(words, layout, Place);
        }

        if (step == FrameStep.Nothing)
        {
            return this with { Looks = Looks - 1 };
        }

        if (step == FrameStep.Pinned && Holds)
        {
            words.Tell((ref FrameOracle oracle) => oracle.Hold(sequence));
            return null;
        }

        if (step == FrameStep.Pinned && !LooksOn)
        {
            See(words, slot, sequence);
        }

        Release(words, Of, pin);
        if (step == FrameStep.Pinned && LooksOn)
        {
            See(words, slot, sequence);
        }

        return this with { Looks = Looks - 1 };
    }

    /// <summary>Takes a pin away, and wakes the publisher if it is to be.</summary>
    public static void Release(ActorWords<FrameOracle> words, FrameScenario of, long pin)
    {
        if (FrameProtocol.Release(words, of.Layout, pin))
        {
            words.WakeAll(of.Layout.Released);
        }
    }

    private void See(ActorWords<FrameOracle> words, int slot, ulong sequence)
    {
        var value = words.Read(Of.Layout.Pixels(slot));
        words.Tell((ref FrameOracle oracle) => oracle.See(sequence, value));
    }
}

/// <summary>Looks at the latest frame when nobody disturbs, and finds it.</summary>
internal sealed record FrameFindingLast(FrameScenario Of, int Place) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var step = FrameProtocol.TryPinLatest(words, Of.Layout, Of.Layout.Pin(Place, 0), known: 0, out var slot, out var sequence);
        var value = step == FrameStep.Pinned ? words.Read(Of.Layout.Pixels(slot)) : 0;
        words.Tell((ref FrameOracle oracle) => oracle.SeeAtLast(step == FrameStep.Pinned, sequence) ??
            (step == FrameStep.Pinned ? oracle.See(sequence, value) : null));
        return null;
    }
}

/// <summary>Wants the frame that somebody looks at, when nobody disturbs.</summary>
internal sealed record FrameFindingHeld(FrameScenario Of, int Place, ulong Wanted) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var step = FrameProtocol.TryPinNext(words, Of.Layout, Of.Layout.Pin(Place, 0), Wanted, out _, out var sequence);
        var wanted = Wanted;
        words.Tell((ref FrameOracle oracle) => oracle.Held != wanted ? null : oracle.Find(step == FrameStep.Pinned ? sequence : 0));
        return null;
    }
}
