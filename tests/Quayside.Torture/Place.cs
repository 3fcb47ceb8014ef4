// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Who keeps a segment there.</summary>
internal enum Place
{
    /// <summary>One who is never killed has it open all the time.</summary>
    Attended,

    /// <summary>It is persistent, and all who have it open are killed.</summary>
    Persistent,

    /// <summary>Nobody: it goes with the last one, is found stale, is made again.</summary>
    Transient,
}
