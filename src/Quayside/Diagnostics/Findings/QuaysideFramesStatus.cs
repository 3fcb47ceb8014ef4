// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>Frames: their slots, and who looks at them. An immutable snapshot.</summary>
public sealed record QuaysideFramesStatus
{
    /// <summary>Gets the slots.</summary>
    public required int Slots { get; init; }

    /// <summary>Gets the shape of the latest frame, or null when there is none, it is being replaced, or makes no sense.</summary>
    public FrameShape? Shape { get; init; }

    /// <summary>Gets the readers that look at a frame or want every one, also those that died and were not swept away yet.</summary>
    /// <remarks>A reader of the latest frame is not among them while it looks at none.</remarks>
    public required IReadOnlyList<QuaysideFrameReader> Readers { get; init; }
}
