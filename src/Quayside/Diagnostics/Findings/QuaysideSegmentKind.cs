// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What a Quayside segment is.</summary>
public enum QuaysideSegmentKind
{
    /// <summary>Something that this version of Quayside does not know.</summary>
    Unknown,

    /// <summary>A <see cref="Quayside.RobustLock"/>.</summary>
    RobustLock,

    /// <summary>A <see cref="Quayside.ChangeSignal"/>.</summary>
    ChangeSignal,

    /// <summary>A <see cref="LiveValue{T}"/>.</summary>
    LiveValue,

    /// <summary>A <see cref="Quayside.LiveBuffer"/>.</summary>
    LiveBuffer,

    /// <summary>Frames: of a <see cref="FramePublisher"/> and its readers.</summary>
    Frames,
}
