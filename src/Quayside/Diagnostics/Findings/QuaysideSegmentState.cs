// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What the header of a Quayside segment says of it.</summary>
public enum QuaysideSegmentState
{
    /// <summary>It can be used.</summary>
    Ready,

    /// <summary>The last participant was taking it away and was killed before it had done so.</summary>
    Gone,

    /// <summary>The header contradicts itself or the file: somebody wrote over it who does not keep to the protocol.</summary>
    Damaged,
}
