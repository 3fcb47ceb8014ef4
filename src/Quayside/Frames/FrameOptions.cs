// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings of a <see cref="FramePublisher"/>.</summary>
public sealed record FrameOptions
{
    internal static FrameOptions Default { get; } = new();

    /// <summary>
    /// Gets the slots for frames, 3 to 255; 4 by default. They matter to the one who makes the segment. One is the latest frame's and one is
    /// drawn in, so with two more than readers hold open at once there is always one to draw in; those left keep older frames for readers
    /// that want every one.
    /// </summary>
    public int Slots { get; init; } = 4;

    /// <summary>Gets what this publisher does about readers that are behind. By default the oldest frame gives way.</summary>
    public FrameFullMode WhenFull { get; init; } = FrameFullMode.DropOldest;

    /// <summary>Gets the settings that all Quayside segments have.</summary>
    public QuaysideSegmentOptions Segment { get; init; } = QuaysideSegmentOptions.Default;
}
