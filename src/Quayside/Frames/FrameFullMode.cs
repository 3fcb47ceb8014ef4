// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>What a publisher does about readers that want every frame and are behind. Readers that want the latest one keep nobody waiting.</summary>
public enum FrameFullMode
{
    /// <summary>The oldest frame that nobody looks at gives way to the new one; readers that had not come to it are told how many they missed.</summary>
    DropOldest,

    /// <summary>
    /// A frame that a living reader has still to come to is kept, and the publisher waits for a slot: until there is one, or for the time that it gives. With
    /// <see cref="FramePublisher.TryBorrow"/> it may go without.
    /// </summary>
    Wait,
}
