// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Settings of a <see cref="FrameReader"/>.</summary>
public sealed record FrameReaderOptions
{
    internal static FrameReaderOptions Default { get; } = new();

    /// <summary>Gets which frames are wanted. The latest one by default.</summary>
    public FrameDelivery Delivery { get; init; } = FrameDelivery.Latest;

    /// <summary>Gets the settings that all Quayside segments have; of these, a reader's is how long to wait for those who come in.</summary>
    public QuaysideSegmentOptions Segment { get; init; } = QuaysideSegmentOptions.Default;
}
