// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>What the body of a Quayside segment is. The numbers are in the header; an older peer refuses those it does not know.</summary>
internal enum SegmentKind : ulong
{
    /// <summary>A robust lock.</summary>
    Lock = 1,

    /// <summary>A change signal.</summary>
    Signal = 2,

    /// <summary>A live value.</summary>
    Value = 3,

    /// <summary>A live buffer.</summary>
    Buffer = 4,

    /// <summary>Frames.</summary>
    Frames = 5,
}
