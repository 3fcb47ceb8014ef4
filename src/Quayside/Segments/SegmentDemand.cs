// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>What is asked of a key.</summary>
internal enum SegmentDemand
{
    /// <summary>A segment that was not there before.</summary>
    Create,

    /// <summary>The segment that is there.</summary>
    Attach,

    /// <summary>The segment that is there, or else a new one.</summary>
    CreateOrAttach,

    /// <summary>A new segment, whatever is there.</summary>
    Replace,
}
