// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>One thing that may happen next.</summary>
/// <param name="Actor">To whom.</param>
/// <param name="Kind">What.</param>
/// <param name="Choice">Which of the values that a read may meet, or which sleeper is woken.</param>
internal readonly record struct Move(int Actor, MoveKind Kind, int Choice = 0);

/// <summary>What may happen to an actor.</summary>
internal enum MoveKind
{
    /// <summary>It does its next access.</summary>
    Step,

    /// <summary>Its sleep ends with the slice, while somebody is awake.</summary>
    SliceEnds,

    /// <summary>Nobody is awake, and the slices of all sleepers end.</summary>
    AllSlicesEnd,

    /// <summary>Its time for sleeping is over.</summary>
    TimeIsOver,

    /// <summary>It is killed.</summary>
    Die,
}
