// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside;

/// <summary>Which version of a live value was read, and when it was written. An immutable value.</summary>
/// <param name="Version">Its number, counted from 1 for the life of the segment.</param>
/// <param name="Timestamp">When it was written, by the clock of <see cref="Stopwatch.GetTimestamp"/>, in this process, whatever time namespace the writer is in.</param>
public readonly record struct LiveStamp(long Version, long Timestamp)
{
    /// <summary>Gets how long ago it was written. Meaningless if the machine was started anew in between.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Timestamp);
}
