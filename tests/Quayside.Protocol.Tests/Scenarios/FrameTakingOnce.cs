// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Wants a frame from a sequence on, once, and looks at it. It may be late: others go on between its choice and its pin.</summary>
/// <param name="Of">The scenario.</param>
/// <param name="Place">The reader's place.</param>
/// <param name="Cursor">The least sequence that it wants.</param>
internal sealed record FrameTakingOnce(FrameScenario Of, int Place, ulong Cursor) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var pin = Of.Layout.Pin(Place, 0);
        if (FrameProtocol.TryPinNext(words, Of.Layout, pin, Cursor, out var slot, out var sequence) == FrameStep.Pinned)
        {
            var value = words.Read(Of.Layout.Pixels(slot));
            words.Tell((ref FrameOracle oracle) => oracle.See(sequence, value));
        }

        FrameReading.Release(words, Of, pin);
        return null;
    }
}
