// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>What became of a segment that was to be removed on a condition.</summary>
internal enum RemovalOutcome
{
    /// <summary>There was none.</summary>
    Absent,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It did not meet the condition and is still there.</summary>
    Kept,
}
