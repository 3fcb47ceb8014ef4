// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Crash.Tests.Steps;

/// <summary>What a survivor does during the victim's operation.</summary>
internal enum Meanwhile
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>It holds the lock, and gives it back when the victim waits for it.</summary>
    Holds,

    /// <summary>It sleeps: for the victim's lock, or for the victim's change.</summary>
    Sleeps,

    /// <summary>It publishes when the victim waits for it.</summary>
    Publishes,
}
