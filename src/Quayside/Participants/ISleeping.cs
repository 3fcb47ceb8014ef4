// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>Somebody who sleeps for a participant, and is told when that one leaves.</summary>
internal interface ISleeping
{
    /// <summary>Ends the sleep, or the next one if there is none now. Does not block.</summary>
    void Interrupt();
}
