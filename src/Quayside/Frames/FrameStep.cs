// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Frames;

/// <summary>What one attempt to pin a frame came to.</summary>
internal enum FrameStep
{
    /// <summary>There is no frame that is wanted. Nothing is pinned.</summary>
    Nothing,

    /// <summary>The frame is pinned, and stays as it is.</summary>
    Pinned,

    /// <summary>The publisher came in between. The pin is set all the same: give it back, and try again.</summary>
    Disturbed,
}
