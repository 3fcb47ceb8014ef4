// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>What happened to a segment.</summary>
public enum SharedMemoryChangeKind
{
    /// <summary>A segment is there that was not there before, perhaps in the place of another one.</summary>
    Created,

    /// <summary>Bytes of the segment are other ones than before.</summary>
    Changed,

    /// <summary>No segment is there any more.</summary>
    Removed,
}
